//! Times dom_smoothie as time_pages does: time_dom_smoothie ROUNDS FOLDER, a line of CPU seconds and bytes for each round.
use std::io::Read;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let rounds: u32 = arguments[1].parse().expect("ROUNDS");
    let mut paths: Vec<_> = std::fs::read_dir(&arguments[2]).expect("FOLDER").map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut bytes = 0;
    let mut pages = Vec::new();
    for path in paths {
        let mut page = std::fs::read(path).unwrap();
        if page.starts_with(b"\x1f\x8b") {
            let mut unpacked = Vec::new();
            flate2::read::MultiGzDecoder::new(&page[..]).read_to_end(&mut unpacked).unwrap();
            page = unpacked;
        }
        bytes += page.len();
        pages.push(String::from_utf8_lossy(&page).into_owned());
    }
    for _ in 0..rounds {
        let begin = cpu_time::ProcessTime::now();
        let mut found = 0;
        for page in &pages {
            if let Ok(mut readability) = dom_smoothie::Readability::new(page.as_str(), None, None) {
                found += usize::from(readability.parse().is_ok());
            }
        }
        println!("{:.6} {} {}", begin.elapsed().as_secs_f64(), bytes, found);
    }
}

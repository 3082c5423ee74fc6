//! Writes the files every target begins with to `corpus/<target>`.

use std::path::Path;

fn main() -> std::io::Result<()> {
    for name in kam_fuzz::NAMES {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(name);
        std::fs::create_dir_all(&folder)?;
        for (at, bytes) in kam_fuzz::seeds(name).iter().enumerate() {
            std::fs::write(folder.join(format!("sound-{at}")), bytes)?;
        }
    }
    Ok(())
}

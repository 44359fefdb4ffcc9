//! What the program takes of memory and of file descriptors, and what it is promised to take at most.

use crate::at_scale;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

/// MiB for an ordinary repository.
const ORDINARY: u64 = 300;

/// MiB for one hostile file at a time, and for each further worker.
const HOSTILE: u64 = 1536;
const WORKER: u64 = 128;

const DESCRIPTORS: usize = 64;

/// The most that a run takes: MiB of memory, and descriptors.
fn peak(directory: &Path, arguments: &[&str]) -> (u64, usize) {
    let mut command = crate::surroundings::program();
    command
        .args(["analyze", "--no-config", "--no-cache", "--format", "json", "--include-generated"])
        .args(arguments);
    let mut run =
        command.current_dir(directory).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a run");
    let (mut memory, mut descriptors) = (0, 0);
    while run.try_wait().expect("an own child").is_none() {
        memory = memory.max(resident(&run));
        let open = std::fs::read_dir(format!("/proc/{}/fd", run.id()));
        descriptors = descriptors.max(open.map_or(0, Iterator::count));
        std::thread::sleep(Duration::from_millis(2));
    }
    eprintln!("{arguments:?}: {memory} MiB, {descriptors} descriptors");
    (memory, descriptors)
}

fn resident(run: &Child) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", run.id())).unwrap_or_default();
    let peak =
        status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse().ok());
    peak.unwrap_or(0u64) / 1024
}

#[test]
fn an_ordinary_repository_takes_little_memory_and_few_descriptors() {
    let tree = tempfile::tempdir().expect("a place for temporary files");
    for index in 0..at_scale(10_000, 500) {
        let package = tree.path().join(format!("package{}", index / 100));
        std::fs::create_dir_all(&package).expect("a new directory");
        let function = format!("def f{index}(a, b):\n    return [x for x in a if x and b or {index}]\n\n\n");
        std::fs::write(package.join(format!("m{index}.py")), function.repeat(1 + index % 200))
            .expect("a new file");
    }
    let (memory, descriptors) = peak(tree.path(), &["."]);
    assert!(memory <= ORDINARY && descriptors <= DESCRIPTORS, "{memory} MiB, {descriptors} descriptors");
}

#[test]
fn hostile_files_take_what_is_promised_for_two_workers_and_for_the_usual_number() {
    let tree = tempfile::tempdir().expect("a place for temporary files");
    for index in 0..at_scale(24, 4) {
        let (suffix, piece, size) = [
            ("js", "~;", 120_000),
            ("ts", "~;", 200_000),
            ("ts", "x=(a,(a,", 250_000),
            ("tsx", "~;", 1 << 20),
        ][index % 4];
        let text = piece.repeat(size / piece.len());
        std::fs::write(tree.path().join(format!("h{index}.{suffix}")), text).expect("a new file");
    }
    let usual = std::thread::available_parallelism().map_or(1, usize::from).min(8) as u64;
    for (arguments, workers) in [(&["-j2", "."][..], 2), (&["."], usual)] {
        let (memory, _) = peak(tree.path(), arguments);
        assert!(memory <= HOSTILE + (workers - 1) * WORKER, "{arguments:?}: {memory} MiB");
    }
}

/// MiB for a stream, however long it is.
const STREAM: u64 = 150;

#[test]
fn a_stream_takes_the_same_memory_however_long_it_is() {
    let text = |index: usize| {
        let function = format!("def f{index}(a, b):\n    return [x for x in a if x and b or {index}]\n\n\n");
        serde_json::json!({"path": format!("m{index}.py"), "text": function.repeat(1 + index % 400)})
    };
    let mut run = crate::surroundings::program();
    run.arg("stream").stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut run = run.spawn().expect("a run");
    let (mut stdin, mut stdout) = (run.stdin.take().expect("a pipe"), run.stdout.take().expect("a pipe"));
    let bytes = at_scale(2 << 30, 8 << 20);
    let writer = std::thread::spawn(move || {
        let (mut written, mut lines) = (0, 0);
        while written < bytes {
            let line = format!("{}\n", text(lines));
            stdin.write_all(line.as_bytes()).expect("it reads");
            (written, lines) = (written + line.len(), lines + 1);
        }
        lines
    });
    let (mut answers, mut buffer, mut memory) = (0, vec![0; 1 << 20], 0);
    loop {
        let read = stdout.read(&mut buffer).expect("it writes");
        memory = memory.max(resident(&run));
        if read == 0 {
            break;
        }
        answers += memchr::memchr_iter(b'\n', &buffer[..read]).count();
    }
    eprintln!("{} MB in {answers} lines: {memory} MiB", bytes >> 20);
    assert!(run.wait().expect("it ends").success());
    assert_eq!(answers, writer.join().expect("no panic"));
    assert!(memory <= STREAM, "{memory} MiB");
}

//! The Language Server Protocol: what is beyond its limit while it is typed, as a check would say it.
//!
//! Each root of the editor is a session; a document that is open is a text that counts instead of its file. After each
//! change only that document is measured, and compared with the last commit: what was there before is a hint. Nothing is
//! computed here.
//!
//! The protocol is spoken by `lsp-server`, its types are those of `lsp-types`. Messages, and what the system says of
//! files, come in by one channel: all that has come is taken in before documents are looked at again, so that a fast
//! typist does not wait for what is out of date already.

mod diagnostics;
mod document;
mod features;
mod requests;
mod server;
mod settings;
mod uri;
mod wire;
mod workspace;

use crate::watch::Events;
use document::Encoding;
use lsp_server::{Connection, Message};
use lsp_types::{
    CodeActionKind, CodeActionOptions, CodeActionProviderCapability, CodeLensOptions, ExecuteCommandOptions,
    HoverProviderCapability, InitializeParams, MarkupKind, OneOf, ServerCapabilities,
    TextDocumentSyncCapability, TextDocumentSyncKind, TextDocumentSyncOptions, TextDocumentSyncSaveOptions,
    WorkspaceFoldersServerCapabilities, WorkspaceServerCapabilities,
};
use serde_json::json;
use server::{Client, Server};
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// How long after its first change a file on disk is looked at.
const SETTLING: Duration = Duration::from_millis(50);

/// What wakes the server.
enum Incoming {
    Client(Message),
    /// The client is gone.
    End,
    /// Something changed on disk.
    Disk,
}

/// Serves one client on standard input and output until it says `exit`; whether it said `shutdown` before is the answer.
///
/// # Errors
/// If the client breaks off, or what it says is not the protocol.
pub(crate) fn serve() -> io::Result<bool> {
    let (connection, threads) = wire::start()?;
    let served = serve_on(connection);
    // The threads end with the connection, and know what was wrong with it.
    threads.join()?;
    served
}

fn serve_on(connection: Connection) -> io::Result<bool> {
    let broken = |error: lsp_server::ProtocolError| io::Error::other(error.to_string());
    let (id, params) = connection.initialize_start().map_err(broken)?;
    let options = params["initializationOptions"].clone();
    let params: InitializeParams = serde_json::from_value(params).map_err(io::Error::other)?;
    let client = client(&params);
    let result = json!({
        "capabilities": capabilities(client.encoding),
        "serverInfo": {"name": "metrics", "version": env!("CARGO_PKG_VERSION")},
    });
    let Connection { sender, receiver } = connection;
    let answer = lsp_server::Response::new_ok(id, result);
    sender.send(answer.into()).map_err(io::Error::other)?;
    // Who does not read any more will not miss anything.
    let send = Box::new(move |message| _ = sender.send(message));
    let mut server = Server::new(send, client, &options);
    for folder in folders(&params) {
        server.workspace.open(folder);
    }

    let (incoming, all) = channel();
    let disk = incoming.clone();
    // Where nothing can be watched the editor's own word has to do.
    server.workspace.listen(Events::start(move || _ = disk.send(Incoming::Disk)).ok());
    std::thread::Builder::new().name("from the client".to_owned()).spawn(move || {
        for message in receiver {
            if incoming.send(Incoming::Client(message)).is_err() {
                return;
            }
        }
        let _ = incoming.send(Incoming::End);
    })?;
    run(&mut server, &all)
}

/// Takes in everything that has come, then looks at what changed; at the disk once what is written there is likely whole.
fn run(server: &mut Server, all: &Receiver<Incoming>) -> io::Result<bool> {
    let gone = || io::Error::new(io::ErrorKind::UnexpectedEof, "the client ended without `exit`");
    let mut due: Option<Instant> = None;
    loop {
        let wait = due.map_or(Duration::MAX, |due| due.saturating_duration_since(Instant::now()));
        let first = match all.recv_timeout(wait) {
            Ok(first) => Some(first),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => return Err(gone()),
        };
        for incoming in first.into_iter().chain(all.try_iter()) {
            match incoming {
                Incoming::Client(message) => {
                    if let Some(in_order) = server.handle(message) {
                        return Ok(in_order);
                    }
                }
                Incoming::Disk => _ = due.get_or_insert_with(|| Instant::now() + SETTLING),
                Incoming::End => return Err(gone()),
            }
        }
        if due.take_if(|due| *due <= Instant::now()).is_some() {
            server.hear();
        }
        server.look_again();
    }
}

fn client(params: &InitializeParams) -> Client {
    let capabilities = &params.capabilities;
    let general = capabilities.general.as_ref();
    let offered = general.and_then(|it| it.position_encodings.as_deref()).unwrap_or_default();
    let hover = capabilities.text_document.as_ref().and_then(|it| it.hover.as_ref());
    let formats = hover.and_then(|it| it.content_format.as_deref()).unwrap_or_default();
    let workspace = capabilities.workspace.as_ref();
    let lens = workspace.and_then(|it| it.code_lens.as_ref());
    Client {
        encoding: Encoding::choose(offered),
        has_markdown: formats.contains(&MarkupKind::Markdown),
        has_configuration: workspace.and_then(|it| it.configuration).unwrap_or(false),
        refreshes_lenses: lens.and_then(|it| it.refresh_support).unwrap_or(false),
    }
}

/// The folders that the client has open, in whichever of the three ways it says so.
#[expect(deprecated, reason = "older clients have no other way")]
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    if let Some(folders) = &params.workspace_folders {
        return folders.iter().filter_map(|folder| uri::path(&folder.uri)).collect();
    }
    let root = params.root_uri.as_ref().and_then(uri::path);
    root.or_else(|| params.root_path.as_ref().map(PathBuf::from)).into_iter().collect()
}

fn capabilities(encoding: Encoding) -> ServerCapabilities {
    let sync = TextDocumentSyncOptions {
        open_close: Some(true),
        change: Some(TextDocumentSyncKind::INCREMENTAL),
        save: Some(TextDocumentSyncSaveOptions::Supported(true)),
        ..TextDocumentSyncOptions::default()
    };
    let actions = CodeActionOptions {
        code_action_kinds: Some(vec![CodeActionKind::QUICKFIX, CodeActionKind::EMPTY]),
        ..CodeActionOptions::default()
    };
    let folders = WorkspaceFoldersServerCapabilities {
        supported: Some(true),
        change_notifications: Some(OneOf::Left(true)),
    };
    let commands = vec![features::SHOW.to_owned()];
    ServerCapabilities {
        position_encoding: Some(encoding.kind()),
        text_document_sync: Some(TextDocumentSyncCapability::Options(sync)),
        hover_provider: Some(HoverProviderCapability::Simple(true)),
        code_lens_provider: Some(CodeLensOptions { resolve_provider: Some(false) }),
        code_action_provider: Some(CodeActionProviderCapability::Options(actions)),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands,
            ..ExecuteCommandOptions::default()
        }),
        workspace: Some(WorkspaceServerCapabilities {
            workspace_folders: Some(folders),
            file_operations: None,
        }),
        ..ServerCapabilities::default()
    }
}

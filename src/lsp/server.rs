//! The server: what comes in, what it means, and what goes out.

use super::diagnostics::{diagnostics, of_configuration};
use super::document::{Document, Encoding};
use super::settings::EditorSettings;
use super::uri::{path, uri};
use super::workspace::Workspace;
use crate::model::printable;
use crate::session::{Inspected, SessionError};
use crate::watch::FileChanges;
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId, Response};
use lsp_types::{
    Diagnostic, DidChangeConfigurationParams, DidChangeTextDocumentParams, DidChangeWatchedFilesParams,
    DidChangeWorkspaceFoldersParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, MessageType, PublishDiagnosticsParams, ShowMessageParams, Uri,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// What the client can do.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Client {
    pub(super) encoding: Encoding,
    pub(super) has_markdown: bool,
    /// Whether it can be asked for its settings.
    pub(super) has_configuration: bool,
    /// Whether it can be told that lenses are out of date.
    pub(super) refreshes_lenses: bool,
}

/// A document that is open in the editor.
pub(super) struct Open {
    pub(super) uri: Uri,
    pub(super) path: PathBuf,
    version: i32,
    pub(super) document: Document,
    /// What is known of the text as it is; `None` if nothing is.
    pub(super) inspected: Option<Inspected>,
    /// What is shown of one function, until the text changes.
    pub(super) increments: Vec<Diagnostic>,
}

/// The server.
pub(super) struct Server {
    pub(super) workspace: Workspace,
    send: Box<dyn Fn(Message)>,
    pub(super) client: Client,
    pub(super) settings: EditorSettings,
    /// By their URIs.
    pub(super) open: BTreeMap<String, Open>,
    /// Those that are to be looked at again.
    dirty: BTreeSet<String>,
    /// What is wrong, by the configuration that is or, of something else, by the root.
    troubles: BTreeMap<PathBuf, Trouble>,
    requests: i32,
    /// Which of them is the last one for settings.
    settings_request: i32,
    is_shut_down: bool,
}

/// Why something cannot be looked at.
struct Trouble {
    message: String,
    /// The document that says so.
    place: Option<Uri>,
    /// What it stands in the way of: documents and roots. That another one can be looked at says nothing of it.
    hindered: BTreeSet<String>,
}

/// What a request comes to.
pub(super) type Answer = Result<Value, (ErrorCode, String)>;

/// The request for settings, of which there is only one at a time that counts.
const CONFIGURATION: &str = "workspace/configuration";

impl Server {
    pub(super) fn new(send: Box<dyn Fn(Message)>, client: Client, options: &Value) -> Server {
        let mut server = Server {
            workspace: Workspace::default(),
            send,
            client,
            settings: EditorSettings::default(),
            open: BTreeMap::new(),
            dirty: BTreeSet::new(),
            troubles: BTreeMap::new(),
            requests: 0,
            settings_request: 0,
            is_shut_down: false,
        };
        server.take_settings(options);
        server
    }

    /// Does what a message says; `Some` is whether the end came in order.
    pub(super) fn handle(&mut self, message: Message) -> Option<bool> {
        match message {
            Message::Request(request) => self.answer(request),
            Message::Notification(it) if it.method == "exit" => return Some(self.is_shut_down),
            Message::Notification(it) => {
                // One that cannot be read changes nothing.
                let _ = self.notice(&it.method, it.params);
            }
            Message::Response(response) => self.take_response(&response),
        }
        None
    }

    fn answer(&mut self, request: Request) {
        let Request { id, method, params } = request;
        // What is asked is about the text as it is.
        self.look_again();
        let response = match self.asked(&method, params) {
            Ok(value) => Response::new_ok(id, value),
            Err((code, what)) => Response::new_err(id, code as i32, what),
        };
        (self.send)(response.into());
    }

    fn asked(&mut self, method: &str, params: Value) -> Answer {
        match method {
            "shutdown" => {
                self.is_shut_down = true;
                Ok(Value::Null)
            }
            _ if self.is_shut_down => Err((ErrorCode::InvalidRequest, "the server was shut down".to_owned())),
            "textDocument/hover" => Ok(self.hover(&read(params)?)),
            "textDocument/codeLens" => Ok(self.lenses(&read(params)?)),
            "textDocument/codeAction" => Ok(self.actions(&read(params)?)),
            "workspace/executeCommand" => self.execute(read(params)?),
            method => Err((ErrorCode::MethodNotFound, format!("there is no method `{method}`"))),
        }
    }

    fn notice(&mut self, method: &str, params: Value) -> Result<(), (ErrorCode, String)> {
        match method {
            "initialized" => self.ask_for_settings(),
            "textDocument/didOpen" => self.did_open(read(params)?),
            "textDocument/didChange" => self.did_change(read(params)?),
            "textDocument/didSave" => self.did_save(&read(params)?),
            "textDocument/didClose" => self.did_close(&read(params)?),
            "workspace/didChangeConfiguration" => {
                let DidChangeConfigurationParams { settings } = read(params)?;
                if settings.is_null() { self.ask_for_settings() } else { self.take_settings(&settings) }
            }
            "workspace/didChangeWorkspaceFolders" => self.did_change_folders(&read(params)?),
            "workspace/didChangeWatchedFiles" => {
                let DidChangeWatchedFilesParams { changes } = read(params)?;
                self.changed_on_disk(changes.iter().filter_map(|change| path(&change.uri)).collect());
            }
            _ => {}
        }
        Ok(())
    }

    fn did_open(&mut self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        let Some(path) = path(&document.uri) else { return };
        let key = document.uri.to_string();
        let open = Open {
            uri: document.uri,
            path,
            version: document.version,
            document: Document::new(document.text, self.client.encoding),
            inspected: None,
            increments: Vec::new(),
        };
        self.open.insert(key.clone(), open);
        self.dirty.insert(key);
    }

    fn did_change(&mut self, params: DidChangeTextDocumentParams) {
        let key = params.text_document.uri.to_string();
        let Some(open) = self.open.get_mut(&key) else { return };
        open.version = params.text_document.version;
        params.content_changes.into_iter().for_each(|change| open.document.change(change));
        open.increments.clear();
        self.dirty.insert(key);
    }

    /// A document may be a configuration that counts once it is saved.
    fn did_save(&mut self, params: &DidSaveTextDocumentParams) {
        let Some(path) = path(&params.text_document.uri) else { return };
        let is_known =
            self.open.get(params.text_document.uri.as_str()).is_some_and(|it| it.inspected.is_some());
        if !is_known {
            self.changed_on_disk([path].into());
        }
    }

    fn did_close(&mut self, params: &DidCloseTextDocumentParams) {
        let key = params.text_document.uri.to_string();
        self.dirty.remove(&key);
        if let Some(open) = self.open.remove(&key) {
            self.workspace.forget(&open.path);
            self.mended(&key);
            self.publish(open.uri, Vec::new(), None);
        }
    }

    fn did_change_folders(&mut self, params: &DidChangeWorkspaceFoldersParams) {
        for folder in params.event.removed.iter().filter_map(|it| path(&it.uri)) {
            self.workspace.close(&folder);
            self.mended(&named(&folder));
        }
        for folder in params.event.added.iter().filter_map(|it| path(&it.uri)) {
            self.workspace.open(folder);
        }
        self.dirty.extend(self.open.keys().cloned());
    }

    /// Hears what the system says of files.
    pub(super) fn hear(&mut self) {
        let affected = self.workspace.heard(&self.documents());
        self.react(affected);
    }

    fn changed_on_disk(&mut self, paths: BTreeSet<PathBuf>) {
        // A document that is saved is a file that changed, even if it is open: a configuration in an editor.
        let open: BTreeSet<PathBuf> = self.documents().difference(&paths).cloned().collect();
        let changes = FileChanges { paths, ..FileChanges::default() };
        let affected = self.workspace.changed(&changes, &open);
        self.react(affected);
    }

    /// The files that are as the editor has them.
    fn documents(&self) -> BTreeSet<PathBuf> {
        self.open.values().filter(|it| it.inspected.is_some()).map(|it| it.path.clone()).collect()
    }

    fn react(&mut self, affected: BTreeMap<PathBuf, Result<(), SessionError>>) {
        for (root, outcome) in affected {
            match outcome {
                Ok(()) => {
                    self.mended(&named(&root));
                    let workspace = &self.workspace;
                    let below = self.open.iter().filter(|(_, it)| workspace.root_of(&it.path) == root);
                    let below: Vec<String> = below.map(|(key, _)| key.clone()).collect();
                    self.dirty.extend(below);
                }
                Err(error) => self.trouble(named(&root), root, &error),
            }
        }
    }

    /// Looks at the documents that changed, and says what there is to say of them.
    pub(super) fn look_again(&mut self) {
        for key in std::mem::take(&mut self.dirty) {
            let Some(open) = self.open.get_mut(&key) else { continue };
            let inspected = self.workspace.inspect(&open.path, open.document.text());
            let root = self.workspace.root_of(&open.path);
            match inspected {
                Ok(inspected) => {
                    open.inspected = inspected;
                    self.mended(&key);
                }
                Err(error) => {
                    open.inspected = None;
                    self.trouble(key.clone(), root, &error);
                }
            }
            self.tell(&key);
        }
    }

    /// Publishes what is known of a document.
    pub(super) fn tell(&self, key: &str) {
        let Some(open) = self.open.get(key) else { return };
        let mut told = Vec::new();
        if let Some(inspected) = &open.inspected {
            told.extend(diagnostics(inspected, &open.document, &self.settings));
            told.extend(open.increments.iter().cloned());
        }
        self.publish(open.uri.clone(), told, Some(open.version));
    }

    /// Says why a document or a root cannot be looked at: once, and where it can be mended.
    fn trouble(&mut self, hindered: String, root: PathBuf, error: &SessionError) {
        let (at, message) = match error {
            SessionError::Config(config) => {
                let current = std::env::current_dir().unwrap_or_default();
                let path = crate::paths::absolute(&config.path, &current).into_owned();
                (path, format!("{}: {}", config.path.display(), config.what))
            }
            error => (root, error.to_string()),
        };
        let message = printable(&message).into_owned();
        self.relieve(&hindered, Some(&at));
        let known = self.troubles.remove(&at);
        let is_news = known.as_ref().is_none_or(|it| it.message != message);
        let (mut place, mut all) = known.map_or_else(Default::default, |it| (it.place, it.hindered));
        all.insert(hindered);
        if is_news {
            if let SessionError::Config(config) = error {
                place = uri(&at);
                if let Some(place) = &place {
                    self.publish(place.clone(), vec![of_configuration(config)], None);
                }
            }
            let help = error.help().map(|help| format!("; {help}")).unwrap_or_default();
            self.show(MessageType::ERROR, format!("metrics: {message}{help}"));
        }
        self.troubles.insert(at, Trouble { message, place, hindered: all });
    }

    /// Takes back what stood in the way of a document or a root.
    fn mended(&mut self, hindered: &str) {
        self.relieve(hindered, None);
    }

    /// What is no trouble of a document or a root any more, and of nothing else, is taken back.
    fn relieve(&mut self, hindered: &str, except: Option<&Path>) {
        let is_other = |at: &Path| except.is_none_or(|it| it != at);
        for (_, it) in self.troubles.iter_mut().filter(|(at, _)| is_other(at)) {
            it.hindered.remove(hindered);
        }
        let mut places = Vec::new();
        self.troubles.retain(|at, it| {
            let stays = !is_other(at) || !it.hindered.is_empty();
            places.extend(it.place.take_if(|_| !stays));
            stays
        });
        for place in places {
            self.publish(place, Vec::new(), None);
        }
    }

    fn ask_for_settings(&mut self) {
        if self.client.has_configuration {
            self.request(CONFIGURATION, json!({"items": [{"section": "metrics"}]}));
            self.settings_request = self.requests;
        }
    }

    fn take_response(&mut self, response: &Response) {
        let is_last = response.id == request_id(CONFIGURATION, self.settings_request);
        let result = response.response_result.as_ref().ok().filter(|_| is_last);
        if let Some([settings]) = result.and_then(Value::as_array).map(Vec::as_slice) {
            self.take_settings(settings);
        }
    }

    fn take_settings(&mut self, settings: &Value) {
        match EditorSettings::read(settings) {
            Ok(settings) => self.settings = settings,
            Err(what) => self.show(MessageType::WARNING, format!("metrics: {what}")),
        }
        for key in self.open.keys() {
            self.tell(key);
        }
        if self.client.refreshes_lenses && !self.open.is_empty() {
            self.request("workspace/codeLens/refresh", Value::Null);
        }
    }

    fn request(&mut self, method: &str, params: Value) {
        self.requests += 1;
        let id = request_id(method, self.requests);
        (self.send)(Request { id, method: method.to_owned(), params }.into());
    }

    fn publish(&self, uri: Uri, diagnostics: Vec<Diagnostic>, version: Option<i32>) {
        let params = PublishDiagnosticsParams { uri, diagnostics, version };
        (self.send)(Notification::new("textDocument/publishDiagnostics".to_owned(), params).into());
    }

    fn show(&self, typ: MessageType, message: String) {
        let params = ShowMessageParams { typ, message };
        (self.send)(Notification::new("window/showMessage".to_owned(), params).into());
    }
}

/// A root among what may be hindered; a document is named by its URI.
fn named(root: &Path) -> String {
    root.to_string_lossy().into_owned()
}

fn request_id(method: &str, number: i32) -> RequestId {
    format!("{method} {number}").into()
}

pub(super) fn read<T: DeserializeOwned>(params: Value) -> Result<T, (ErrorCode, String)> {
    serde_json::from_value(params).map_err(|error| (ErrorCode::InvalidParams, error.to_string()))
}

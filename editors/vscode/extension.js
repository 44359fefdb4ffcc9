// Starts `metrics lsp` and lets it do the rest.
'use strict';

const { workspace } = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

const LANGUAGES = ['python', 'javascript', 'javascriptreact', 'typescript', 'typescriptreact', 'vue', 'svelte', 'astro'];

let client;

exports.activate = async function () {
  const command = workspace.getConfiguration('metrics').get('path', 'metrics');
  client = new LanguageClient(
    'metrics',
    'metrics',
    { command, args: ['lsp'] },
    {
      documentSelector: LANGUAGES.map((language) => ({ scheme: 'file', language })),
      initializationOptions: workspace.getConfiguration('metrics'),
      synchronize: { configurationSection: 'metrics' },
    },
  );
  await client.start();
};

exports.deactivate = () => client?.stop();

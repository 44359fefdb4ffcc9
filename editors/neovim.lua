-- For Neovim 0.11 and later, in init.lua.
vim.lsp.config('metrics', {
  cmd = { 'metrics', 'lsp' },
  filetypes = { 'python', 'javascript', 'javascriptreact', 'typescript', 'typescriptreact', 'vue', 'svelte', 'astro' },
  root_markers = { '.metrics.yaml', '.git' },
  init_options = { lens = { cyclomatic = 10, cognitive = 15 } },
})
vim.lsp.enable('metrics')

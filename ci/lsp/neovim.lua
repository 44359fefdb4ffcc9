-- Starts `metrics lsp` in a headless Neovim as docs/editors.md says it, types, and looks at what it shows.
local function fail(what)
  io.stderr:write('Neovim: ' .. what .. '\n')
  vim.cmd('cquit 1')
end

local id = vim.lsp.start_client({ name = 'metrics', cmd = { os.getenv('PROGRAM'), 'lsp' }, root_dir = vim.fn.getcwd() })
if not id then fail('the server does not start') end
vim.lsp.buf_attach_client(0, id)

local function shown(count)
  return vim.wait(10000, function() return #vim.diagnostic.get(0) == count end, 5)
end

if not shown(1) then fail('no finding for a function of 13 paths') end
local found = vim.diagnostic.get(0)[1]
if found.source ~= 'metrics' or found.lnum ~= 0 then fail(vim.inspect(found)) end
-- an edit that is not saved, as it is typed
vim.api.nvim_buf_set_lines(0, 1, 9, false, {})
if not shown(0) then fail('the finding stays after the function got smaller') end
vim.cmd('undo')
if not shown(1) then fail('the finding does not come back') end
local function ask(method, line)
  local params = { textDocument = vim.lsp.util.make_text_document_params() }
  params.position = { line = line, character = 4 }
  params.range = { start = params.position, ['end'] = params.position }
  params.context = { diagnostics = {} }
  local answers = vim.lsp.buf_request_sync(0, method, params, 10000)
  return answers and answers[id] and answers[id].result
end
local hover = ask('textDocument/hover', 0)
if not hover or not hover.contents.value:find('cyclomatic 13') then fail('hover: ' .. vim.inspect(hover)) end
local actions = ask('textDocument/codeAction', 0)
if not actions or not actions[1].edit then fail('actions: ' .. vim.inspect(actions)) end
vim.lsp.util.apply_workspace_edit(actions[1].edit, 'utf-16')
if not shown(0) then fail('the comment excuses nothing') end
print('Neovim ' .. tostring(vim.version().major) .. '.' .. tostring(vim.version().minor)
  .. ': diagnostics, edits, hover and actions are as they should be\n')
vim.cmd('qall!')

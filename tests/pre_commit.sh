#!/usr/bin/env bash
# Has a real pre-commit run the hooks of this repository, and ends 0 if each did what is expected of it.
#
#     tests/pre_commit.sh [PRE-COMMIT]
#
# Needs network access and minutes: pre-commit builds the command from the last commit. What is not committed is not
# tested. CARGO_TARGET_DIR, if set, saves building the dependencies again.
set -euo pipefail

pre_commit=$(command -v "${1:-pre-commit}") || { echo "it misses ${1:-pre-commit}"; exit 3; }
hooks=$(git -C "$(dirname "$0")" rev-parse --show-toplevel)
revision=$(git -C "$hooks" rev-parse HEAD)
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
unset "${!GIT_@}" "${!PRE_COMMIT_@}"
export PRE_COMMIT_HOME=$room/home PRE_COMMIT_COLOR=never XDG_CACHE_HOME=$room/cache
export GIT_CONFIG_GLOBAL=$room/gitconfig GIT_CONFIG_NOSYSTEM=1
git config --global user.name Somebody
git config --global user.email somebody@example.com
git config --global init.defaultBranch main
held=0
failed=0

# expect STATUS TEXT NAME COMMAND...: the status, and a text in the output (`!text`: not in it).
expect() {
    local status=$1 text=$2 name=$3 output found=0
    shift 3
    output=$("$@" 2>&1) || found=$?
    local is_told=1
    case $text in
        '!'*) [[ $output != *"${text#!}"* ]] || is_told=0 ;;
        *) [[ $output == *"$text"* ]] || is_told=0 ;;
    esac
    if [[ $found == "$status" && $is_told == 1 ]]; then
        held=$((held + 1))
        echo "ok    $name"
    else
        failed=$((failed + 1))
        printf 'FAILS %s: status %s, expected %s and "%s"\n%s\n' "$name" "$found" "$status" "$text" "$output"
    fi
}

# A function of a name and of a cyclomatic complexity.
function_of() {
    printf 'def %s(a):\n' "$1"
    for ((i = 1; i < $2; i++)); do printf '    if a == %d:\n        print(a)\n' "$i"; done
    printf '    return a\n\n\n'
}

repository() {
    rm -rf "$room/work" "$room/remote"
    git init -q "$room/work"
    git init -q --bare "$room/remote"
    cd "$room/work"
    git remote add origin "$room/remote"
    function_of first 2 >a.py
    git add . && git commit -qm "first"
}

configure() {
    cat >.pre-commit-config.yaml <<END
repos:
  - repo: $hooks
    rev: $revision
    hooks:
      - id: $1
${2:-}
END
    git add . && git commit -qm "configure" --no-verify
}

echo "# try-repo, built from the repository"
repository
function_of tangled 40 >b.py && git add b.py
started=$SECONDS
expect 1 '`tangled`' "try-repo refuses a bad function" "$pre_commit" try-repo "$hooks" metrics --ref "$revision"
echo "      ($((SECONDS - started)) s with the build)"

for id in metrics metrics-system; do
    echo "# $id"
    repository
    configure "$id"
    started=$SECONDS
    expect 0 "" "install" "$pre_commit" install --install-hooks -t pre-commit -t pre-push
    echo "      ($((SECONDS - started)) s)"
    if [[ $id == metrics ]]; then
        # The same command stands for the one that a user of metrics-system has installed.
        built=$(dirname "$(find "$PRE_COMMIT_HOME" -path '*rustenv*/bin/metrics' | head -n 1)")
    else
        PATH=$built:$PATH
    fi

    function_of tangled 40 >b.py && git add b.py
    expect 1 '`tangled`' "a bad commit is refused with the function named" git commit -qm bad
    expect 0 "first" "and is not made" git log -2 --format=%s
    function_of simple 3 >b.py && git add b.py
    expect 0 "Passed" "a good commit passes" git commit -qm good

    function_of simple 4 >b.py && git add b.py && function_of tangled 40 >>b.py
    expect 0 '!tangled' "good staged, bad beside it: passes" git commit -qm "good half"
    git checkout -q -- b.py
    function_of tangled 40 >>b.py && git add b.py && function_of simple 4 >b.py
    expect 1 '`tangled`' "bad staged, good beside it: is refused" git commit -qm "bad half"
    expect 0 '!tangled' "and the work tree is as it was" cat b.py
    git checkout -qf HEAD -- .

    echo "prose" >notes.txt && git add notes.txt
    expect 0 "Passed" "a commit of a text file passes" git commit -qm text
    printf '\x00\x01' >data.bin && git add data.bin
    expect 0 "Skipped" "a commit of a binary file is none of its business" git commit -qm binary
    function_of tangled 40 | sed 's/def \(.*\):/function \1 {/; s/if \(.*\):/if (\1)/; s/^    return a/return a }/' >m.mts
    git add m.mts
    expect 1 '`tangled`' "a suffix that identify does not know" git commit -qm suffix
    git rm -qf --cached m.mts && rm m.mts

    expect 0 "" "the first push, of all there is" git push -q origin main
    function_of old 40 >old.py && git add old.py && git commit -qm "debt" --no-verify
    expect 1 '`old`' "run --all-files judges everything" "$pre_commit" run --all-files
    expect 1 '`old`' "run --from-ref --to-ref: introduced in the range" \
        "$pre_commit" run --from-ref HEAD~1 --to-ref HEAD
    expect 0 "Passed" "run --from-ref --to-ref: not introduced in the range" \
        "$pre_commit" run --from-ref HEAD~3 --to-ref HEAD~1
    expect 1 '`old`' "a push of it is refused" git push -q origin main
    git push -q --no-verify origin main
    echo "x = 1" >>old.py && git add old.py
    expect 0 "Passed" "an edit beside old debt passes" git commit -qm beside
    expect 0 "" "and its push" git push -q origin main
    expect 1 '`old`' "the manual stage, everything" "$pre_commit" run --all-files --hook-stage manual
done

echo "# a user's own files and args"
repository
configure metrics-system '        files: ^src/
        args: [--limit, cyclomatic=5]'
"$pre_commit" install >/dev/null
mkdir src && function_of tangled 40 >b.py && git add .
expect 0 "Skipped" "what files: leaves out is not judged" git commit -qm outside
function_of six 6 >src/c.py && git add .
expect 1 "limit" "args: reach the command" git commit -qm inside

echo "# run --all-files while something is staged"
repository
configure metrics-system
"$pre_commit" install -t pre-commit -t pre-push >/dev/null
function_of old 40 >old.py && git add old.py && git commit -qm debt --no-verify
echo "# innocent" >>a.py && git add a.py
expect 1 '`old`' "--all-files judges what is not staged, too" "$pre_commit" run --all-files
expect 0 "Passed" "and the commit of the innocent file passes" git commit -qm innocent
git rm -q old.py && git commit -qm repaid
expect 0 "Passed" "--all-files once the debt is gone" "$pre_commit" run --all-files

echo "# the first push of a branch"
git push -q --no-verify origin main
git checkout -qb feature && function_of fresh 40 >fresh.py && git add . && git commit -qm fresh --no-verify
expect 1 '`fresh`' "a new branch with a bad function is refused" git push -q origin feature
git checkout -q main && git checkout -qb harmless && function_of fine 3 >fine.py && git add . && git commit -qm fine
expect 0 "Passed" "a new branch without one passes" git push -q origin harmless
git init -q --bare "$room/empty" && git remote add empty "$room/empty"
git checkout -q feature
expect 1 '`fresh`' "the first push into an empty repository judges all there is" git push -q empty feature

echo "# a hook that is run from a sub directory"
repository
configure metrics-system
"$pre_commit" install >/dev/null
mkdir -p part/inner && printf 'limits: {cyclomatic: 5}\n' >part/.metrics.yaml
function_of six 6 >part/inner/six.py && git add . && cd part/inner
expect 1 '`six`' "the configuration nearest to the file counts" git commit -qm six
function_of six 4 >six.py && git add six.py
expect 0 "Passed" "a good commit from a sub directory passes" git commit -qm four
function_of eight 8 >../../outside.py && git add ../../outside.py
expect 0 "Passed" "and its limits do not hold outside of it" git commit -qm eight
cd "$room/work"

echo "# merges"
repository
configure metrics-system
echo base >notes && git add notes && git commit -qm notes --no-verify
"$pre_commit" install >/dev/null
git checkout -qb feature && echo feature >notes && function_of third 3 >c.py && git add . && git commit -qm feature
git checkout -q main && echo main >notes && function_of debt 40 >debt.py && function_of third 4 >c.py
git add . && git commit -qm main --no-verify
git checkout -q feature && ! git merge main >/dev/null 2>&1
echo both >notes && git checkout -q --theirs c.py && git add .
expect 0 "Passed" "a merge with a conflict is not to blame for the other side's debt" git commit -qm merge
git reset -q --hard HEAD~1 && ! git merge main >/dev/null 2>&1
echo both >notes && function_of third 40 >c.py && git add .
expect 1 '`third`' "a resolution that is worse than both sides is refused" git commit -qm merge
expect 0 "feature" "and the merge is not made" git log -1 --format=%s

echo "$held held, $failed failed"
[[ $failed == 0 ]]

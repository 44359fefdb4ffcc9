#!/usr/bin/env bash
# Adopts the gate in a copy of a real tree of Python, and ends 0 if the ratchet holds there.
#
#     tests/ratchet.sh METRICS TREE [FILE DIRECTORY]
#
# FILE is one with offenders and DIRECTORY one to rename, both in TREE; the usual ones are those of Django.
set -euo pipefail

metrics=$(realpath "$1")
[ -d "$2" ] || { echo "it misses the tree $2"; exit 3; }
tree=$(realpath "$2")
file=${3:-django/db/models/sql/query.py}
directory=${4:-django/db}
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
unset "${!GIT_@}" "${!PRE_COMMIT_@}"
export XDG_CACHE_HOME=$room/cache GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
cp -r "$tree" "$room/tree"
cd "$room/tree"
rm -rf .git
git init -q .
held=0
failed=0

# expect STATUS TEXT NAME COMMAND...: the status, and a text in the first line of the report.
expect() {
    local status=$1 text=$2 name=$3 output found=0 started=$SECONDS
    shift 3
    output=$("$@" 2>"$room/err") || found=$?
    if [[ $found == "$status" && ${output%%$'\n'*} == *"$text"* ]]; then
        held=$((held + 1))
        echo "ok    $name ($((SECONDS - started)) s)"
    else
        failed=$((failed + 1))
        printf 'FAILS %s: status %s, expected %s and "%s"\n%s\n' "$name" "$found" "$status" "$text" "${output:0:2000}"
        cat "$room/err"
    fi
}

check() { "$metrics" check --allow-skipped --report concise "$@"; }

again() {
    git reset -q --hard
    git clean -fdqx
}

# A function of a name, of a cyclomatic complexity and of what it says.
function_of() {
    printf 'def %s(a):\n' "$1"
    for ((i = 1; i < $2; i++)); do printf '    if a == %d:\n        %s(a)\n' "$i" "${3:-print}"; done
    printf '    return a\n\n\n'
}

function_of debt 25 >"$room/debt.py"
cat "$room/debt.py" >>"$file"
expect 0 "" "baseline create" "$metrics" baseline create
git add -Af . && git -c user.name=S -c user.email=s@example.com commit -qm base
expect 0 "no findings" "check passes" check

function_of debt 26 | sed 1,1d >"$room/worse.py"
head -c "-$(wc -c <"$room/debt.py")" "$file" >"$room/rest.py"
{ cat "$room/rest.py" && echo "def debt(a):" && cat "$room/worse.py"; } >"$file"
expect 1 "\`debt\`: cyclomatic 26" "one function made worse is the first finding" check
expect 1 "(worse: 25 → 26)" "with both values" check
again

cp "$room/rest.py" "$file" && cat "$room/debt.py" >>setup_debt.py
expect 0 "no findings" "moved to another file" check
again

{ cat "$room/debt.py" "$room/rest.py"; } >"$file"
expect 0 "no findings" "in another order" check
again

git mv "$file" "${file%.py}_renamed.py"
expect 0 "no findings" "a renamed file" check
expect 0 "no findings" "a renamed file, staged" check --staged --no-baseline
again

git mv "$directory" "${directory}_renamed"
expect 0 "no findings" "a renamed directory" check
expect 0 "no findings" "a renamed directory, staged" check --staged --no-baseline
again

mkdir "$room/all" && find . -mindepth 1 -maxdepth 1 ! -name .git ! -name '.metrics*' -exec mv -t "$room/all" {} + && mv "$room/all" all
find all -name '*.py' -exec sed -i '1i # moved' {} +
git add -Af .
expect 0 "no findings" "everything moved and each file edited" check
expect 0 "no findings" "everything moved and each file edited, staged" check --staged --no-baseline
again

# one as complex as the one that goes, in all its values, would be taken for it under another name
{ cat "$room/rest.py" && function_of offender 40 other; } >"$file"
expect 1 '`offender`' "a fix and a new offender in the same file" check

echo "$held held, $failed failed"
[[ $failed == 0 ]]

#!/bin/sh
# Puts the Strata that lies beside this file into your menu and makes it open .strata documents; `--undo` takes
# all of that away again. Only your own home is changed, and Strata itself stays where it is.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
program=$here/strata
resources=$here/_internal/resources
data=${XDG_DATA_HOME:-$HOME/.local/share}
link=$HOME/.local/bin/strata

desktop=$data/applications/strata.desktop
mime=$data/mime/packages/strata.xml
icon=$data/icons/hicolor/scalable/apps/strata.svg
document_icon=$data/icons/hicolor/scalable/mimetypes/application-x-strata.svg

fail() {
    echo "$1" >&2
    exit 1
}

# The command in a desktop file: quoted, and each sign that means something there taken as it is.
quoted_program() {
    printf '%s' "$program" | sed -e 's/[\\"`$]/\\&/g' -e 's/\\/\\\\/g' -e 's/%/%%/g' -e 's/^/"/' -e 's/$/"/'
}

# The caches by which desktops find such files; where the tool is missing, they look at the files themselves.
refresh() {
    if [ -d "$data/mime/packages" ] && command -v update-mime-database >/dev/null; then
        update-mime-database "$data/mime" >/dev/null 2>&1 || true
    fi
    if [ -d "$data/applications" ] && command -v update-desktop-database >/dev/null; then
        update-desktop-database "$data/applications" >/dev/null 2>&1 || true
    fi
    # Desktops look at the icons again when their folder's time changes.
    if [ -d "$data/icons/hicolor" ]; then
        touch "$data/icons/hicolor"
    fi
}

install_strata() {
    [ -x "$program" ] || fail "There is no Strata beside this file: $program"
    # A line break cannot be written into a desktop file.
    case $program in *"
"*) fail "Strata cannot be installed from a folder with a line break in its name." ;; esac
    if [ -e "$link" ] && [ ! -L "$link" ]; then
        fail "$link is there already and is not Strata's; move it away first."
    fi
    mkdir -p "${link%/*}" "${desktop%/*}" "${mime%/*}" "${icon%/*}" "${document_icon%/*}"
    ln -sfn "$program" "$link"
    command=$(quoted_program) awk '/^Exec=/ { print "Exec=" ENVIRON["command"] " %f"; next } { print }' \
        "$resources/desktop/strata.desktop" >"$desktop"
    cp "$resources/desktop/strata.xml" "$mime"
    cp "$resources/icons/app.svg" "$icon"
    cp "$resources/icons/app.svg" "$document_icon"
    refresh
    echo "Strata is in your menu, and opens .strata documents. To take it out again: $here/install.sh --undo"
    case :$PATH: in
        *":${link%/*}:"*) ;;
        *) echo "For the command 'strata', log in again or add ${link%/*} to PATH." ;;
    esac
}

# Removes a folder and those above it, as far as they are empty, the data folder included.
remove_empty() {
    folder=$1
    while [ "$folder" != "${data%/*}" ] && [ "$folder" != "$HOME/.local" ] && rmdir "$folder" 2>/dev/null; do
        folder=${folder%/*}
    done
}

undo() {
    case $(readlink "$link" || true) in
        */strata) rm "$link" ;;
    esac
    rm -f "$desktop" "$mime" "$icon" "$document_icon"
    refresh
    # Caches of nothing, which the tools above leave behind.
    if [ -d "$data/mime/packages" ] && rmdir "$data/mime/packages" 2>/dev/null; then
        for name in XMLnamespaces aliases generic-icons globs globs2 icons magic mime.cache subclasses treemagic \
            types version; do
            rm -f "$data/mime/$name"
        done
        rmdir "$data/mime/application" 2>/dev/null || true
    fi
    if [ -f "$data/applications/mimeinfo.cache" ] && [ "$(ls -A "$data/applications")" = mimeinfo.cache ]; then
        rm "$data/applications/mimeinfo.cache"
    fi
    remove_empty "$data/mime"
    remove_empty "${desktop%/*}"
    remove_empty "${icon%/*}"
    remove_empty "${document_icon%/*}"
    remove_empty "${link%/*}"
    rmdir "$HOME/.local" 2>/dev/null || true
    echo "Strata is out of your menu. Your settings stay; this folder and they can be deleted by hand."
}

case ${1-} in
    '') install_strata ;;
    --undo) undo ;;
    *) echo "usage: install.sh [--undo]" ;;
esac

# Sourced by the commands beside it: finds the checkout and a Python, makes `.venv` when needed.
#
#     . "$bin/environment.sh"      sets $root
#     environment runtime|dev      returns when .venv holds that lock, and sets $python

root=$(CDPATH='' cd -- "$bin/.." && pwd -P)
python="$root/.venv/bin/python"

say() {
    printf '%s\n' "$1" >&2
    printf '%s\n' "$2" >&2
}

find_python() {
    # One that can make an environment wins over one that cannot (Debian without python3-venv).
    without_venv=''
    for name in python3.13 python3.12 python3.11 python3 python; do
        candidate=$(command -v "$name" 2>/dev/null) || continue
        "$candidate" -I -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' \
            >/dev/null 2>&1 || continue
        if command -v uv >/dev/null 2>&1 || "$candidate" -I -c 'import ensurepip, venv' 2>/dev/null; then
            printf '%s\n' "$candidate"
            return
        fi
        without_venv=${without_venv:-$name}
    done
    if [ -n "$without_venv" ]; then
        say "Công Vụ: $without_venv thiếu mô-đun venv. Trên Debian/Ubuntu, chạy: apt install python3-venv" \
            "Congvu: $without_venv has no venv module. On Debian/Ubuntu, run: apt install python3-venv"
    else
        found=$(python3 --version 2>/dev/null) || found='no python3'
        say "Công Vụ cần Python 3.11, 3.12 hoặc 3.13; trên máy này: $found." \
            "Congvu needs Python 3.11, 3.12 or 3.13; this machine has: $found."
    fi
    return 1
}

environment() {
    if [ -x "$python" ] && "$python" -I -S "$bin/environment.py" ready "$1" 2>/dev/null; then
        return
    fi
    maker=$(find_python) || exit 1
    "$maker" -I "$bin/environment.py" make "$1" || exit 1
}

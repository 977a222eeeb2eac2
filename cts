#!/usr/bin/env bash
# The launcher of CTS: finds JDK 25, builds when a source is newer than the last build, then runs the program.
# Works with the bash 3.2 of macOS. When nothing changed it costs one walk over the sources and one exec.
set -euo pipefail

fail() {
  echo "cts: $*" >&2
  exit 1
}

# Where this file lies, symbolic links followed, so that CTS can be started from any folder.
self=$0
while [ -L "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=$(dirname "$self")/$link ;;
  esac
done
root=$(cd "$(dirname "$self")" && pwd -P)

missingDashboard=$root/server/target/dashboard.missing
log=$root/target/build.log

# ---- Java ----------------------------------------------------------------------------------------------------------

# The release file of a JDK tells its version without starting it.
majorVersion() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

findJava() {
  local home version newer="" onPath
  onPath=$(command -v javac || true)
  [ -z "$onPath" ] || onPath=$(dirname "$(dirname "$(readlink -f "$onPath" 2>/dev/null || echo "$onPath")")")
  for home in "${CTS_JAVA_HOME:-}" "${JAVA_HOME:-}" "$onPath" /usr/lib/jvm/* /opt/*jdk* /opt/java/* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$home" ] || continue
    version=$(majorVersion "$home")
    [ -n "$version" ] || continue
    if [ "$version" -eq 25 ] || { [ "$version" -gt 25 ] && [ "$home" = "${CTS_JAVA_HOME:-}" ]; }; then
      javaHome=$home
      return
    fi
    if [ "$version" -gt 25 ] && [ -z "$newer" ]; then newer=$home; fi
  done
  [ -n "$newer" ] || fail "JDK 25 was not found in CTS_JAVA_HOME, JAVA_HOME, PATH or the usual folders; install one or set CTS_JAVA_HOME to its folder."
  javaHome=$newer
}

# ---- Build ---------------------------------------------------------------------------------------------------------

# Every build of a module lies in a folder of its own, MODULE/target/run/ID, and is never changed: a program that runs
# keeps its files while the next build is made, and no start ever finds half of one build and half of another. The stamp of
# the module, MODULE/target/stamp, holds the ID and is dated when that build began; one rename brings in both. Whoever runs
# a build holds a shared lock on its jar, so that a later build knows which of the older ones it may remove.

# The jar of the newest build of a module, in $jar; fails if there is none.
findJar() {
  local id=
  [ -f "$root/$1/target/stamp" ] || return 1
  read -r id <"$root/$1/target/stamp" || true
  jar=$root/$1/target/run/$id/$2
  [ -n "$id" ] && [ -f "$jar" ]
}

# Says whether a source of a module is newer than its stamp. Folders count too, so that a deleted or renamed file is seen.
hasChanged() {
  findJar "$1" "$2" || return 0
  # The dashboard was left out for want of Node.js; once that has come or changed, it is built.
  if [ -f "$missingDashboard" ] && [ "$(node --version 2>/dev/null || echo none)" != "$(cat "$missingDashboard")" ]; then
    return 0
  fi
  local first
  first=$(
    cd "$root"
    find core/src/main server/src/main server/src/generator bench/src/main dashboard/src dashboard/public dashboard/index.html \
      dashboard/package-lock.json dashboard/vite.config.ts dashboard/build pom.xml core/pom.xml server/pom.xml bench/pom.xml \
      -newer "$1/target/stamp" -print 2>/dev/null | head -n 1
  ) || true
  [ -n "$first" ]
}

# Locks the open file of a number: -x for one alone, -s for those who share it; -n gives up at once where it is held. The
# lock ends with the last process that has the file open, however it ends.
lock() {
  if command -v flock >/dev/null; then
    flock "$@"
  else
    perl -MFcntl=:flock -e '
      my $file = pop; my $mode = join("", @ARGV) =~ /s/ ? LOCK_SH : LOCK_EX; $mode |= LOCK_NB if "@ARGV" =~ /n/;
      open(my $lock, "<&=", $file) or die; exit(flock($lock, $mode) ? 0 : 1)' -- "$@"
  fi
}

maven() {
  command -v mvn >/dev/null || fail "Maven was not found in PATH; install Maven 3.8 or newer (on Debian: apt-get install maven)."
  (cd "$root" && JAVA_HOME=$javaHome mvn -B -ntp -Dstyle.color=never "$@")
}

# Builds a module and those it needs, if a source changed. One build at a time: who comes meanwhile
# waits and takes what the other has built.
build() {
  local module=$1 name=$2 stamp=$root/$1/target/stamp id=$$-$RANDOM
  hasChanged "$module" "$name" || return 0
  [ -f "$root/pom.xml" ] || fail "the sources of CTS are not in $root; take a whole checkout."
  command -v mvn >/dev/null || fail "Maven was not found in PATH; install Maven 3.8 or newer (on Debian: apt-get install maven)."
  if ! mkdir -p "$root/target" "$root/$module/target/run" 2>/dev/null || ! [ -w "$root/target" ] || ! [ -w "$root/$module/target" ]; then
    fail "CTS must be built, but $root cannot be written; check its owner, or build it where it can be written."
  fi
  exec 9>"$root/target/build.lock"
  lock -x 9
  if hasChanged "$module" "$name"; then
    if [ -f "$stamp" ]; then
      echo "Building CTS (the sources changed)…" >&2
    else
      echo "Building CTS (first use, about a minute)…" >&2
    fi
    # Dated now: what changes during the build is built next time.
    echo "$id" >"$stamp.begun"
    rm -f "$root/$module/target"/*.jar "$root/$module/target/lib"/core-*.jar "$root/$module/target/lib"/server-*.jar "$root"/core/target/*.jar
    # A source that went away must not live on as a class or a resource.
    if [ ! -f "$stamp" ] || [ -n "$(find "$root"/*/src/main -type d -newer "$stamp" -print | head -n 1)" ]; then
      rm -rf "$root/core/target/classes" "$root/$module/target/classes"
    fi
    if ! maven -Dmaven.test.skip=true -pl "$module" -am package >"$log" 2>&1 9>&-; then
      { grep -E '^\[(WARNING|ERROR)\] ' "$log" || cat "$log"; } | sed '/^\[ERROR\] To see the full stack/,$d' | tail -n 20 >&2
      fail "the build failed, see above; the whole build log is $log."
    fi
    [ -f "$root/$module/target/$name" ] || fail "the build made no $name; remove $root/$module/target and try again."
    publish "$module" "$name" "$id"
    mv -f "$stamp.begun" "$stamp"
    removeOldBuilds "$module" "$name" "$id"
  fi
  exec 9>&-
}

# Lays a finished build into its folder. Libraries never change and are linked; jars that Maven makes anew are copied, so
# that a build by hand cannot write into them.
publish() {
  local target=$root/$1/target run=$root/$1/target/run/$3 library
  mkdir -p "$run/lib"
  cp "$target/$2" "$run/$2"
  for library in "$target"/lib/*.jar; do
    case $library in
      */core-* | */server-*) cp "$library" "$run/lib/" ;;
      *) [ ! -f "$library" ] || ln "$library" "$run/lib/" 2>/dev/null || cp "$library" "$run/lib/" ;;
    esac
  done
}

# Removes the builds of a module that nobody runs any more, but for the newest.
removeOldBuilds() {
  local old
  for old in "$root/$1/target/run"/*/; do
    [ "$old" != "$root/$1/target/run/$3/" ] || continue
    (
      if [ -f "$old$2" ]; then
        exec 7<"$old$2"
        lock -n -x 7 || exit 0
      fi
      rm -rf "$old"
    )
  done
}

# Keeps the newest build of a module while this process, and the program that takes its place, lives.
hold() {
  local tries
  for tries in 1 2 3 4 5; do
    findJar "$1" "$2" || fail "the build of CTS in $root is gone; start again."
    # Between finding the jar and locking it, a build may have replaced and removed it.
    if { exec 8<"$jar"; } 2>/dev/null; then
      lock -s 8 || true
      [ ! -f "$jar" ] || return 0
    fi
  done
  fail "the build of CTS in $root keeps changing; start again when nobody builds."
}

# ---- Run -----------------------------------------------------------------------------------------------------------

# The heap is the JVM's own choice for the machine (a quarter of its memory); CTS_JAVA_OPTIONS comes last and may change it.
# Progress is shown to people alone.
watched=false
[ -t 1 ] && [ -t 2 ] && watched=true
javaOptions=(
  -XX:+UseCompactObjectHeaders
  --enable-native-access=ALL-UNNAMED
  --sun-misc-unsafe-memory-access=allow
  -Dfile.encoding=UTF-8
  "-Dcts.terminal=$watched"
)

# The ahead-of-time cache (JEP 514) halves the start of the server. It belongs to one JDK and one build: it is named after
# the JDK and lies beside the jar. The JVM ignores a cache that does not fit, but one that is damaged inside can crash it, so
# the cache is only used while it has the checksum it was made with.
#
# A JVM writes its cache when it exits, which would make the first stop slow and be lost with a kill. So the first `up`
# starts without one and leaves a training run behind in the background: 20 s later, if that server still runs,
# `up --training` starts CTS at the lowest priority in a folder of its own on a free port, asks itself over HTTP what people
# usually ask, and exits with 0. Only a cache that is complete gets its checksum; a training that failed leaves a mark and is not
# tried again for the same jar.
useAotCache() {
  local folder cache
  folder=$(dirname "$jar")
  cache=$folder/aot-$(cksum <"$javaHome/release" | cut -d ' ' -f 1)
  if [ -f "$cache.cache" ] && [ "$(cksum <"$cache.cache")" = "$(cat "$cache.sum" 2>/dev/null)" ]; then
    javaOptions+=("-XX:AOTCache=$cache.cache" '-Xlog:aot*=off' '-Xlog:cds*=off')
  elif [ ! -f "$cache.failed" ] && [ -w "$folder" ]; then
    trainAotCache "$cache" "$$" </dev/null >"$cache.log" 2>&1 &
  fi
}

trainAotCache() {
  local cache=$1 server=$2 folder training waited=0
  trap '' HUP INT
  sleep 20
  kill -0 "$server" 2>/dev/null || return 0
  folder=$(mktemp -d)
  rm -f "$cache.new" "$cache.sum"
  nice -n 19 "$javaHome/bin/java" "${javaOptions[@]}" "-XX:AOTCacheOutput=$cache.new" \
    -jar "$jar" up --training --data "$folder" --port 0 --speed 3000 &
  training=$!
  while kill -0 "$training" 2>/dev/null && [ "$waited" -lt 600 ]; do
    sleep 1
    waited=$((waited + 1))
  done
  kill -9 "$training" 2>/dev/null || true
  if wait "$training" && [ -s "$cache.new" ]; then
    mv -f "$cache.new" "$cache.cache"
    cksum <"$cache.cache" >"$cache.sum"
  else
    rm -f "$cache.new"
    touch "$cache.failed"
  fi
  rm -rf "$folder"
}

runProgram() {
  build server cts.jar
  hold server cts.jar
  if [ "${1:-}" = up ]; then useAotCache; fi
  # shellcheck disable=SC2086 # the variable holds several options
  exec "$javaHome/bin/java" "${javaOptions[@]}" ${CTS_JAVA_OPTIONS:-} -jar "$jar" "$@"
}

runBenchmarks() {
  [ -f "$root/bench/src/main/java/cts/bench/Bench.java" ] || fail "the benchmarks are not in $root/bench; take a whole checkout."
  # Some measurements start the real program.
  build server cts.jar
  hold server cts.jar
  # Kept beside the one that is held next.
  exec 6<&8
  local program=$jar
  build bench bench.jar
  hold bench bench.jar
  # shellcheck disable=SC2086
  exec "$javaHome/bin/java" "${javaOptions[@]}" ${CTS_JAVA_OPTIONS:-} \
    "-Dcts.bench.checkout=$root" "-Dcts.bench.program=$program" -cp "$jar:$(dirname "$jar")/lib/*" cts.bench.Bench "$@"
}

# ---- Test ----------------------------------------------------------------------------------------------------------

# Sums one attribute of the <testsuite> elements of all Surefire reports.
reported() {
  { cat "$root"/*/target/surefire-reports/TEST-*.xml 2>/dev/null || true; } |
    sed -n 's/^<testsuite .* '"$1"'="\([0-9]*\)".*/\1/p' | awk '{ sum += $1 } END { print sum + 0 }'
}

testDashboard() {
  local report=$root/dashboard/target/vitest.json
  cd "$root/dashboard"
  if ! [ node_modules/.package-lock.json -nt package-lock.json ]; then npm ci --no-audit --no-fund; fi
  npm run --if-present check || broken=$((broken + 1))
  rm -f "$report"
  JAVA_HOME=$javaHome npx --no-install vitest run --reporter=default --reporter=json --outputFile="$report" || true
  if [ -s "$report" ]; then
    read -r dashboardPassed dashboardFailed dashboardSkipped < <(
      node -e 'const r = require(process.argv[1]); console.log(r.numPassedTests, r.numFailedTests + (r.success || r.numFailedTests ? 0 : 1), r.numPendingTests + r.numTodoTests)' "$report"
    )
  else
    broken=$((broken + 1))
  fi
  cd "$root"
}

hasBrowser() {
  [ -x /usr/bin/chromium ] || [ -x /usr/bin/chromium-browser ] || [ -x /usr/bin/google-chrome ]
}

# Runs every test of every module and the format check. A step that breaks without a test result (the compiler, the
# format check, the dashboard's type check) counts as one failure, so that "0 failed" is only printed when all is well.
runTests() {
  local deep=false broken=0 passed failed skipped dashboardPassed=0 dashboardFailed=0 dashboardSkipped=0
  while [ $# -gt 0 ]; do
    case $1 in
      --deep) deep=true ;;
      -h | --help)
        echo "Usage: cts test [--deep]"
        echo "Runs every test and the format check. --deep runs the long forms: more seeds, more kills, mutation."
        return
        ;;
      *) fail "unknown option '$1' of 'cts test'; it knows --deep and --help." ;;
    esac
    shift
  done
  if [ -f "$root/dashboard/package.json" ] && ! command -v npm >/dev/null; then
    fail "npm was not found in PATH; the tests of the dashboard need Node.js 20.19 or newer (on Debian: apt-get install nodejs npm)."
  fi
  # Tests that start the real program find it built.
  build server cts.jar
  rm -rf "$root"/*/target/surefire-reports
  # Neither a wrong format nor a failed test stops the run: every module is tested and the reports are counted below.
  maven -q --fail-at-end spotless:check </dev/null || broken=$((broken + 1))
  maven --fail-at-end -Dmaven.test.failure.ignore=true "-Dcts.deep=$deep" verify </dev/null || broken=$((broken + 1))
  if [ "$deep" = true ]; then
    maven -q -pl core -Pmutation test-compile org.pitest:pitest-maven:mutationCoverage </dev/null || broken=$((broken + 1))
  fi
  if [ -f "$root/dashboard/package.json" ]; then testDashboard </dev/null; fi
  failed=$(($(reported failures) + $(reported errors)))
  skipped=$(reported skipped)
  passed=$(($(reported tests) - failed - skipped + dashboardPassed))
  failed=$((failed + broken + dashboardFailed))
  skipped=$((skipped + dashboardSkipped))
  # Maven leaves an escape sequence where its last line ended; the count stands on a line of its own.
  echo
  if [ "$skipped" -gt 0 ]; then
    if [ "$dashboardSkipped" -gt 0 ] && ! hasBrowser; then
      echo "cts: the browser tests were skipped, as there is no Chromium; install one (on Debian: apt-get install chromium)." >&2
    fi
    echo "$passed passed, $failed failed, $skipped skipped"
  else
    echo "$passed passed, $failed failed"
  fi
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
}

javaHome=
findJava
case ${1:-} in
  test)
    shift
    runTests "$@"
    ;;
  bench)
    shift
    runBenchmarks "$@"
    ;;
  *) runProgram "$@" ;;
esac

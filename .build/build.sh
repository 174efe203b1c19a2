# Sourced by ./gatehouse. Builds once, however many start at the same time, and says nothing unless it fails.

. "$home/.build/maven.sh"

work=$home/target/launcher

# The lock is a folder, which only one process can make; the number in it tells whether its owner still lives.
take_lock() {
    while ! mkdir "$work/lock" 2>/dev/null; do
        owner=$(cat "$work/lock/pid" 2>/dev/null)
        if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
            # Renaming is atomic: of all that see the dead owner, one clears its lock away.
            mv "$work/lock" "$work/dead.$$" 2>/dev/null && rm -rf "$work/dead.$$"
        else
            sleep 1
        fi
    done
    echo $$ >"$work/lock/pid"
}

run_build() {
    (
        JAVA_HOME=$jdk && export JAVA_HOME
        cd "$home" && "$mvn" -q -B -Dmaven.test.skip=true -Dspotless.check.skip=true -pl cli -am package
    ) >"$work/build.log" 2>&1 </dev/null
}

build_once() {
    mkdir -p "$work" || return 1
    take_lock
    trap 'rm -rf "$work/lock"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    status=0
    if ! is_current; then
        find_jdk && find_maven || return 1
        [ -t 2 ] && printf 'gatehouse: building, once; this takes a minute\r' >&2
        touch "$work/started"
        if run_build; then
            mv "$work/started" "$stamp"
            [ -t 2 ] && printf '\r\033[K' >&2
        else
            status=1
            {
                echo "gatehouse: the build failed; its log ends"
                tail -n 30 "$work/build.log" | sed 's/^/    /'
                echo "gatehouse: the whole log is in $work/build.log"
            } >&2
        fi
    fi
    rm -rf "$work/lock"
    trap - EXIT INT TERM
    return $status
}

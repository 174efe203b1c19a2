# Sourced by ./gatehouse and ./verify. Sets jdk to the home of a JDK 25 or later, without starting one.

# The feature release in a home's release file, in jdk_feature; fails where there is no JDK.
read_feature() {
    jdk_feature=
    [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
    while IFS='=' read -r key value; do
        if [ "$key" = JAVA_VERSION ]; then
            value=${value#\"}
            jdk_feature=${value%%[!0-9]*}
        fi
    done <"$1/release"
    [ -n "$jdk_feature" ]
}

is_jdk_25() {
    read_feature "$1" && [ "$jdk_feature" -eq 25 ]
}

is_later_jdk() {
    read_feature "$1" && [ "$jdk_feature" -gt 25 ]
}

# The home of the java on the PATH, behind its links, in path_home.
java_on_path() {
    path_home=
    program=$(command -v java) || return 1
    while [ -L "$program" ]; do
        link=$(readlink "$program")
        case $link in
            /*) program=$link ;;
            *) program=${program%/*}/$link ;;
        esac
    done
    path_home=${program%/bin/java}
}

# Finds a home that $1, a test, accepts.
search_jdk() {
    if "$1" "${JAVA_HOME:-/nonexistent}"; then
        jdk=$JAVA_HOME
        return 0
    fi
    for candidate in "$path_home" \
        /usr/lib/jvm/* /usr/java/* /opt/* /opt/*/* \
        "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* "$HOME"/.asdf/installs/java/* \
        /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        if "$1" "$candidate"; then
            jdk=$candidate
            return 0
        fi
    done
    return 1
}

# Sets jdk; says what to install when there is none.
find_jdk() {
    HOME=${HOME:-/nonexistent}
    java_on_path || true
    search_jdk is_jdk_25 || search_jdk is_later_jdk || {
        cat >&2 <<'EOF'
gatehouse: no JDK 25 was found: not in JAVA_HOME, not on the PATH, not in /usr/lib/jvm or the other usual folders.
Install one and try again, for example
    Debian, Ubuntu:  apt-get install openjdk-25-jdk-headless   (or temurin-25-jdk from https://adoptium.net)
    Fedora:          dnf install java-25-openjdk-devel
    macOS:           brew install openjdk@25
or unpack one anywhere and set JAVA_HOME to its folder.
EOF
        return 1
    }
}

# Sourced by ./gatehouse and ./verify. Sets mvn to a Maven; says what to install when there is none.

find_maven() {
    HOME=${HOME:-/nonexistent}
    for candidate in "$(command -v mvn)" "${MAVEN_HOME:-/nonexistent}"/bin/mvn \
        /usr/share/maven/bin/mvn /opt/*maven*/bin/mvn /usr/local/*maven*/bin/mvn \
        "$HOME"/.sdkman/candidates/maven/*/bin/mvn /opt/homebrew/bin/mvn; do
        if [ -x "$candidate" ]; then
            mvn=$candidate
            return 0
        fi
    done
    cat >&2 <<'EOF'
gatehouse: Maven, which builds it, was not found: not on the PATH, not in the usual folders.
Install it and try again, for example
    Debian, Ubuntu:  apt-get install maven
    Fedora:          dnf install maven
    macOS:           brew install maven
EOF
    return 1
}

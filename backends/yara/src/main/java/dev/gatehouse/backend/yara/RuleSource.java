package dev.gatehouse.backend.yara;

import java.nio.file.Path;

/**
 * A file of rules as text.
 *
 * @param path the file
 * @param namespace the namespace that its rules are in: names are unique within one
 */
record RuleSource(Path path, String namespace) {}

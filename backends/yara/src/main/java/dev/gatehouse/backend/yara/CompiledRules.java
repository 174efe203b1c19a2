package dev.gatehouse.backend.yara;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What the compiler made of rules as text.
 *
 * @param rules the rules
 * @param warnings what the compiler warns of, slow patterns above all
 * @param files every file that was read, included ones too, with its SHA-256 in hex
 */
record CompiledRules(NativeRules rules, List<RuleDiagnostic> warnings, Map<Path, String> files) {}

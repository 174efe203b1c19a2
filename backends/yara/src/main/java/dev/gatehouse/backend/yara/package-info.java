/**
 * YARA rules behind the SPI, matched by libyara in this process through {@code java.lang.foreign}.
 *
 * <p>The way of a rule: {@link dev.gatehouse.backend.yara.RuleSources} finds the files, {@link
 * dev.gatehouse.backend.yara.RuleCompiler} makes a {@link dev.gatehouse.backend.yara.NativeRules} of them, which all
 * threads share; each running scan has a {@link dev.gatehouse.backend.yara.NativeScanner} of its own, and {@link
 * dev.gatehouse.backend.yara.MatchReader} turns what libyara tells into findings.
 *
 * <p>libyara is C, and a mistake in how it is called, or in it, ends the process. What that means here:
 *
 * <ul>
 *   <li>It has no function that tells its version, and its structures changed between versions under one file name:
 *       {@link dev.gatehouse.backend.yara.LayoutProbe} finds out which they are before any is read.
 *   <li>It would take over SIGSEGV and SIGBUS, which the virtual machine needs for itself. A flag forbids that, and so
 *       nothing may be scanned that can vanish under it: {@link dev.gatehouse.backend.yara.NativeCopy}.
 *   <li>A rule can end the process, so rules that nobody vouched for are not run here: {@link
 *       dev.gatehouse.backend.yara.Trust}.
 *   <li>A running scan cannot be interrupted, but it looks at its time limit again and again, in a field that can be
 *       written to while it runs: {@link dev.gatehouse.backend.yara.ScanTime}.
 * </ul>
 */
@NullMarked
package dev.gatehouse.backend.yara;

import org.jspecify.annotations.NullMarked;

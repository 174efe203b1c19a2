/**
 * Gives up, for the rest of a process's life, what it no longer needs.
 *
 * <p>{@link dev.gatehouse.confine.Confinement} is the door: the gate says what it still needs, and is told what is in
 * force afterwards, found out by trying. Below it stand the two mechanisms. A {@link
 * dev.gatehouse.confine.SyscallFilter} is a seccomp program (Linux, Documentation/userspace-api/seccomp_filter.rst): the
 * kernel runs it at every system call of every thread, and it cannot be taken off. {@link
 * dev.gatehouse.confine.Landlock} (Documentation/userspace-api/landlock.rst) fences files in for one thread and all that
 * it starts. Both need no privilege, only the promise {@code no_new_privs}: that no program started later may gain any.
 *
 * <p>Elsewhere than on Linux with x86-64 or aarch64 there is no {@link dev.gatehouse.confine.Linux}, and that is what
 * callers are told.
 */
@NullMarked
package dev.gatehouse.confine;

import org.jspecify.annotations.NullMarked;

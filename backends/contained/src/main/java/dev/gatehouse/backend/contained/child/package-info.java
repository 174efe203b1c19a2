/** The child's side: confines itself, finds out what holds, opens the backend within, and scans what it is given. */
@NullMarked
package dev.gatehouse.backend.contained.child;

import org.jspecify.annotations.NullMarked;

/**
 * The search itself. Bytes arrive in pieces of any size and are gathered in one window that is used again and again; a
 * position is looked at once, when all that a segment around it may reach is in the window.
 *
 * <ol>
 *   <li>The filter of each {@link dev.gatehouse.signatures.database.GramTable} is asked, at every position or every so
 *       many; nearly all positions end here.
 *   <li>The gram is looked up; its postings name the segments it may belong to.
 *   <li>The segment is verified, from its anchor run to both sides.
 *   <li>A pattern of one segment is a match if its offset allows. For others the segment's ends are remembered for the
 *       next segment, and its starts are compared with the ends of the one before.
 * </ol>
 */
@NullMarked
package dev.gatehouse.signatures.match;

import org.jspecify.annotations.NullMarked;

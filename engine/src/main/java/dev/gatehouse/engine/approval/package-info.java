/**
 * Approvals: a signed list of the vendors and products that may scan, of which versions, from when, until when and under
 * which order. docs/approvals.md describes the file and its signature.
 *
 * <p>The list goes through three hands. {@link dev.gatehouse.engine.approval.DetachedSignature} proves that the bytes are
 * those that a {@linkplain dev.gatehouse.engine.approval.TrustedKey trusted key} signed; {@code
 * dev.gatehouse.engine.configuration.ApprovalsFile} reads those same bytes into {@link
 * dev.gatehouse.engine.approval.Approvals}; {@link dev.gatehouse.engine.approval.ApprovalGate} opens nothing that they do
 * not cover. What time changes later is seen by {@link dev.gatehouse.engine.approval.ApprovalWatch}.
 *
 * <p>A backend is judged twice. Before it is opened by what needs none of its code: its type, the digests that are
 * pinned, and the date. Once it is open by all of that and by who it says it is. An approval whose pinned digests are the
 * backend's binds it: then no other approval covers it, so that what is pinned for one vendor cannot pass for another.
 */
@NullMarked
package dev.gatehouse.engine.approval;

import org.jspecify.annotations.NullMarked;

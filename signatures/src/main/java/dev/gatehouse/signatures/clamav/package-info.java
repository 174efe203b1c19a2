/**
 * Reads ClamAV's signature databases into the {@linkplain dev.gatehouse.signatures.model model}. One class is the door,
 * {@link dev.gatehouse.signatures.clamav.ClamavReader}; users reach it through
 * {@link dev.gatehouse.signatures.SignatureSources}.
 *
 * <h2>Files and lines</h2>
 *
 * <p>A database is a text file whose extension tells what is in it. Every line is a signature, its fields divided by
 * colons; a line that begins with {@code #} is a comment, an empty line a mistake. Any line may end with the lowest and
 * the highest functionality level of the engines that it is meant for; we speak as level 216, ClamAV 1.4.6, and skip
 * what is meant for others.
 *
 * <pre>
 * .hdb .hsb    digest:size:name[:min[:max]]            a file, by the digest of all its bytes
 * .fp  .sfp    digest:size:name[:min[:max]]            a file that is trusted
 * .mdb .msb    size:digest:name[:min[:max]]            a section of a Windows program
 * .ndb         name:target:offset:pattern[:min[:max]]  bytes in a file
 * .ign .ign2   name[:md5 of the line], db:line:name    signatures to leave out
 * .cvd .cld    512 bytes of header, then a tar         a container of all these
 * </pre>
 *
 * <p>{@code .hdu}, {@code .hsu}, {@code .mdu}, {@code .msu} and {@code .ndu} are the same for potentially unwanted
 * applications. A digest is MD5, SHA-1 or SHA-256, told apart by its length, whatever the extension. A size may be
 * {@code *} when the line asks for level 73 at least, because older engines would misread it.
 *
 * <h2>Offsets</h2>
 *
 * <p>Where the pattern may begin, each form but {@code *} and {@code VI} with {@code ,shift} behind it to allow so many
 * bytes more:
 *
 * <pre>
 * *         anywhere                       S2+16    16 bytes into the third section
 * 64        64 bytes from the start        SL+16    16 bytes into the last section
 * EOF-64    64 bytes before the end        SE2      anywhere in the third section
 * EP+8      8 bytes after the entry point  VI       at a key in the version information
 * </pre>
 *
 * <p>All but the first three need a target that is a program: 1 (Windows), 6 (ELF) or 9 (Mach-O).
 *
 * <h2>Patterns</h2>
 *
 * <p>A pattern is <em>pieces</em> with <em>gaps</em> between them. Within a piece, bytes follow each other:
 *
 * <pre>
 * aabb         these bytes                 (aa|bbcc)     one of these, which may hold others: (aa|bb(cc|dd))
 * ??  a?  ?a   any byte, half a byte       !(aa|bb)      none of these; all of one length
 * aa[2-4]bbcc  bbcc, and 2 to 4 bytes      (B) (L) (W)   a word's or a line's border, or no letter nor digit;
 *              before it aa                              negated !(B); at a piece's end it takes no byte
 *
 * aabb*ccdd    any number of bytes         aabb{4-}ccdd  4 or more
 * aabb{4}ccdd  4 bytes                     aabb{-4}ccdd  up to 4
 *                                          aabb{4-9}ccdd 4 to 9
 * </pre>
 *
 * <p>Three rules surprise. First, {@code {n}} up to 127 is no gap but n times {@code ??}, as long as no other kind of
 * gap in braces stands before it ({@link dev.gatehouse.signatures.clamav.BodyText}). Second, every piece needs two
 * fixed bytes in a row, because ClamAV finds pieces by their first bytes; so {@code aa??bb} is refused and
 * {@code aabb??} is not; and where ClamAV uses another algorithm for plain bytes, they must be three. Third, a border
 * in the middle of a piece takes the byte that it is about ({@link dev.gatehouse.signatures.clamav.PieceParser}).
 *
 * <p>A worked example: {@code aabb{2}(cc|dd)*(L)eeff[1]00} becomes
 *
 * <pre>
 * Fixed aabb????   Choice cc|dd   Gap 0 to any   Border LINE   Fixed eeff   Nearby 00, 1 after
 * </pre>
 *
 * <h2>How it is read</h2>
 *
 * <p>{@link dev.gatehouse.signatures.clamav.LineReader} finds lines in a block of bytes, one
 * {@link dev.gatehouse.signatures.clamav.LineParser} for each kind of database turns a line into a signature, and a
 * {@link dev.gatehouse.signatures.clamav.Tally} counts it and passes it on. What a line does wrong is thrown as
 * {@link dev.gatehouse.signatures.clamav.Malformed} and becomes a
 * {@link dev.gatehouse.signatures.Diagnostic}; reading goes on with the next line. A digest line costs about a fifth of
 * a microsecond.
 *
 * <p>What clamscan does otherwise, and why, is in docs/clamav-compatibility.md. The formats are described in ClamAV's
 * manual, chapters Signatures and ClamAV Virus Database (CVD); where that is silent, ClamAV 1.4.6 was asked.
 */
@NullMarked
package dev.gatehouse.signatures.clamav;

import org.jspecify.annotations.NullMarked;

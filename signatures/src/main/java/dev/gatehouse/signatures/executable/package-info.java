/**
 * Section tables and entry points of programs, for anchored offsets and section digests.
 *
 * <p>A signature such as {@code EP+16} or {@code S1+0} means what ClamAV makes of a program's headers, and ClamAV is
 * neither strict nor a loader. These readers follow it, number by number:
 *
 * <ul>
 *   <li><b>PE</b> ({@link dev.gatehouse.signatures.executable.PeReader}): a section's offset is rounded down and its size
 *       up to the file's alignment; when a section keeps to 512 bytes only, all are rounded to 512. A section that
 *       begins past the file's end has size 0 but keeps its number, one that reaches past it is cut off. The header is
 *       refused when its tables are cut off, when a section's number has its highest bit set, and when the entry point
 *       is neither in the headers nor in a section's bytes.
 *   <li><b>ELF</b> ({@link dev.gatehouse.signatures.executable.ElfReader}): all sections count, also the null section.
 *       The entry point is found through the segments; a file without segments or entry has it at 0. More than 128
 *       segments or 256 sections, table entries of another size than the standard's, and an entry in no segment are
 *       refused.
 *   <li><b>Mach-O</b> ({@link dev.gatehouse.signatures.executable.MachOReader}): the sections of all segments in the
 *       order of the load commands; those that are filled with zeros have size 0. Only PowerPC's thread commands give an
 *       entry point. More than 1024 commands or 255 sections of a segment, and sections larger than 32 bits can say, are
 *       refused.
 * </ul>
 *
 * <p>A refused header is no program: signatures relative to its parts do not match, others do. That all this is as in
 * ClamAV is held by tests against clamscan, with sound, odd and damaged headers.
 *
 * <p>A worked example: a PE with file alignment 0x200 says that a section begins at 0x410 and has 0x123 bytes. Its offset
 * is then 0x400 and its size 0x200; that is the stretch whose digest a section signature must have, and where
 * {@code S0+16} begins at 0x410.
 */
@NullMarked
package dev.gatehouse.signatures.executable;

import org.jspecify.annotations.NullMarked;

/**
 * The compiled database as a file, {@code .ghdb}: a header, a directory of sections, and the tables of {@code
 * dev.gatehouse.signatures.database} as they are, so that opening one is mapping it. All numbers are little-endian.
 *
 * <pre>
 * offset  bytes
 *      0      8  magic: 89 47 48 44 42 0d 0a 1a   (\x89 G H D B \r \n \x1a)
 *      8      4  format version
 *     12      4  number of sections, n
 *     16      8  length of the whole file in bytes
 *     24      4  reserved, 0
 *     28      4  CRC-32C of bytes 0 to 27 and of the directory
 *     32   n*32  directory: id (4), CRC-32C of the section (4), offset (8), length (8), reserved (8)
 *      …         sections, each at a multiple of 64 bytes
 * </pre>
 */
@NullMarked
package dev.gatehouse.signatures.file;

import org.jspecify.annotations.NullMarked;

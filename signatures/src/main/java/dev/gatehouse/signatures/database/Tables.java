package dev.gatehouse.signatures.database;

/**
 * All tables of a compiled database.
 *
 * @param bodies body patterns
 * @param detections digests of whole parts that are findings
 * @param sections digests of sections of Windows programs that are findings
 * @param trusted digests of whole parts that are trusted
 */
public record Tables(BodyTables bodies, DigestTables detections, DigestTables sections, DigestTables trusted) {}

package dev.gatehouse.signatures.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Databases and the files to search with them.
 *
 * @param name what the batch is called in a failure
 * @param databases their text, by file name
 * @param files their bytes, by name
 */
public record OracleBatch(String name, Map<String, String> databases, Map<String, byte[]> files) {

    /** Copies the maps. */
    public OracleBatch {
        databases = Map.copyOf(databases);
        files = Map.copyOf(files);
    }

    /** Writes the databases. */
    public Path writeDatabases(Path folder) throws IOException {
        Path target = Files.createDirectories(folder);
        for (Map.Entry<String, String> database : databases.entrySet()) {
            Files.writeString(target.resolve(database.getKey()), database.getValue());
        }
        return target;
    }

    /** Writes the files. */
    public Path writeFiles(Path folder) throws IOException {
        Path target = Files.createDirectories(folder);
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(target.resolve(file.getKey()), file.getValue());
        }
        return target;
    }
}

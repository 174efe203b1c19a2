package dev.gatehouse.benchmarks.corpus;

import dev.gatehouse.benchmarks.ChildProcess;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Fetches packages and jars with apt-get and Maven, and keeps them: what is there is not fetched again. */
final class Fetch {

    private static final String COPY_GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.11.0:copy";

    private Fetch() {}

    /** Fetches Debian packages into a folder; gives their files in the order of the names. */
    static List<Path> packages(List<String> names, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            if (find(folder, name).isEmpty()) {
                missing.add(name);
            }
        }
        if (!missing.isEmpty()) {
            List<String> command = new ArrayList<>(List.of("apt-get", "download"));
            command.addAll(missing);
            ChildProcess.run(folder, command);
        }
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            files.addAll(find(folder, name));
        }
        return files;
    }

    private static List<Path> find(Path folder, String name) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (String.valueOf(file.getFileName()).startsWith(name + "_")) {
                    found.add(file);
                }
            }
        }
        found.sort(null);
        return found.isEmpty() ? List.of() : List.of(found.getLast());
    }

    /** Unpacks a Debian package into a folder, unless it was before. */
    static void unpack(Path file, Path folder) throws IOException {
        Path done = folder.resolveSibling(folder.getFileName() + ".done");
        if (!Files.exists(done)) {
            Files.createDirectories(folder);
            ChildProcess.run(folder, List.of("dpkg-deb", "-x", file.toString(), folder.toString()));
            Files.createFile(done);
        }
    }

    /** Fetches jars by their coordinates into a folder; gives their files in the order of the coordinates. */
    static List<Path> jars(List<String> coordinates, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<Path> files =
                coordinates.stream().map(each -> folder.resolve(fileName(each))).toList();
        if (!files.stream().allMatch(Files::exists)) {
            Path project = folder.resolve("pom.xml");
            Files.writeString(project, project(coordinates, folder));
            ChildProcess.run(folder, List.of("mvn", "-q", "-B", COPY_GOAL));
            Files.delete(project);
        }
        return files;
    }

    private static String fileName(String coordinates) {
        String[] parts = coordinates.split(":", -1);
        return parts[1] + "-" + parts[2] + ".jar";
    }

    private static String project(List<String> coordinates, Path folder) {
        String items = coordinates.stream()
                .map(each -> each.split(":", -1))
                .map(each -> ("<artifactItem><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version>"
                                + "</artifactItem>")
                        .formatted((Object[]) each))
                .collect(Collectors.joining());
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>corpus</groupId><artifactId>jars</artifactId><version>1</version><packaging>pom</packaging>
                  <build><plugins><plugin>
                    <groupId>org.apache.maven.plugins</groupId><artifactId>maven-dependency-plugin</artifactId>
                    <configuration>
                      <outputDirectory>%s</outputDirectory>
                      <artifactItems>%s</artifactItems>
                    </configuration>
                  </plugin></plugins></build>
                </project>
                """.formatted(folder, items);
    }
}

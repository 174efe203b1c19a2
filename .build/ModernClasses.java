import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Raises classes of old formats to one that the start-up cache takes, with the stack maps that it asks for; what they do
 * stays the same. Run by the build over the libraries of the distribution: docs/decisions/0002-start-up.md.
 */
final class ModernClasses {

    /** Java SE 6 is the first whose classes can be verified ahead of time; 8 is the first that all tools know. */
    private static final int OLDEST_MAJOR = 50;

    private static final int WANTED_MAJOR = 52;

    private ModernClasses() {}

    public static void main(String[] arguments) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
            jars = files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
        for (Path jar : jars) {
            modernize(jar);
        }
    }

    private static void modernize(Path path) throws IOException {
        ByteArrayOutputStream rewritten = new ByteArrayOutputStream();
        boolean changed = false;
        try (JarFile jar = new JarFile(path.toFile());
                ZipOutputStream out = new ZipOutputStream(rewritten)) {
            ClassFile classFile = classFile(jar);
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                byte[] bytes = bytes(jar, entry);
                if (entry.getName().endsWith(".class") && major(bytes) < OLDEST_MAJOR) {
                    bytes = modernize(classFile, bytes);
                    changed = true;
                }
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(entry.getTimeLocal());
                out.putNextEntry(copy);
                out.write(bytes);
            }
        }
        if (changed) {
            Files.write(path, rewritten.toByteArray());
        }
    }

    private static ClassFile classFile(JarFile jar) {
        ClassHierarchyResolver inJar = ClassHierarchyResolver.ofResourceParsing(name -> stream(jar, name));
        return ClassFile.of(
                ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                ClassFile.ConstantPoolSharingOption.NEW_POOL,
                ClassFile.ClassHierarchyResolverOption.of(inJar.orElse(ClassHierarchyResolver.defaultResolver())));
    }

    private static byte[] modernize(ClassFile classFile, byte[] bytes) {
        ClassModel old = classFile.parse(bytes);
        ClassTransform code = ClassTransform.transformingMethodBodies(
                CodeTransform.ofStateful(() -> (builder, element) -> builder.with(element)));
        return classFile.transformClass(
                old,
                code.andThen(ClassTransform.dropping(element -> element instanceof ClassFileVersion))
                        .andThen(ClassTransform.endHandler(builder -> builder.withVersion(WANTED_MAJOR, 0))));
    }

    private static int major(byte[] bytes) {
        return (bytes[6] & 0xff) << 8 | bytes[7] & 0xff;
    }

    private static InputStream stream(JarFile jar, ClassDesc name) {
        String descriptor = name.descriptorString();
        JarEntry entry = jar.getJarEntry(descriptor.substring(1, descriptor.length() - 1) + ".class");
        try {
            return entry == null ? null : new ByteArrayInputStream(bytes(jar, entry));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(JarFile jar, JarEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }
}

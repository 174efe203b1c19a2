package dev.gatehouse.signatures;

import dev.gatehouse.signatures.clamav.DatabaseFile;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Sources that tell how much of them was read; what is read twice counts once. For one thread. */
final class CountedSources {

    private final long total;
    private final ReadProgress progress;
    private long done;

    CountedSources(long total, ReadProgress progress) {
        this.total = total;
        this.progress = progress;
    }

    List<DatabaseFile> of(List<DatabaseFile> files) {
        return files.stream().map(this::counted).toList();
    }

    private DatabaseFile counted(DatabaseFile file) {
        long[] farthest = new long[1];
        return new DatabaseFile(
                file.name(), () -> new CountedStream(file.bytes().open(), farthest));
    }

    private final class CountedStream extends FilterInputStream {

        private final long[] farthest;
        private long position;

        CountedStream(InputStream stream, long[] farthest) {
            super(stream);
            this.farthest = farthest;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            count(Math.max(0, count));
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = super.skip(count);
            count(skipped);
            return skipped;
        }

        private void count(long bytes) {
            position += bytes;
            if (position > farthest[0]) {
                done += position - farthest[0];
                farthest[0] = position;
                progress.read(done, total);
            }
        }
    }
}

package dev.gatehouse.signatures.clamav;

import dev.gatehouse.signatures.clamav.LineBlocks.Block;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Parses blocks of lines on all processors and hands over what they give in their order, so that nothing tells how many
 * threads there were. Few blocks are under way at a time, so that memory does not grow with the source. A source of one
 * block is parsed where it is asked for, without any thread.
 */
final class BlockParsing implements AutoCloseable {

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();
    private static final int UNDER_WAY = PROCESSORS + 2;

    private @Nullable ExecutorService threads;

    /**
     * Parses a source to its end.
     *
     * @param input the source
     * @param parser parses one block, on any thread
     * @param consumer takes what each block gave, on the calling thread
     * @throws IOException if the source cannot be read, or the calling thread is interrupted
     */
    <T> void parse(InputStream input, Function<Block, T> parser, Consumer<T> consumer) throws IOException {
        LineBlocks blocks = new LineBlocks(input);
        Block first = blocks.next();
        if (blocks.ended()) {
            consumer.accept(parser.apply(first));
            return;
        }
        Queue<Future<T>> underWay = new ArrayDeque<>();
        underWay.add(submit(parser, first));
        try {
            while (!blocks.ended()) {
                Block block = blocks.next();
                underWay.add(submit(parser, block));
                if (underWay.size() == UNDER_WAY) {
                    consumer.accept(result(underWay.remove()));
                }
            }
            while (!underWay.isEmpty()) {
                consumer.accept(result(underWay.remove()));
            }
        } finally {
            underWay.forEach(task -> task.cancel(true));
        }
    }

    private <T> Future<T> submit(Function<Block, T> parser, Block block) {
        ExecutorService service = threads;
        if (service == null) {
            service = Executors.newFixedThreadPool(
                    PROCESSORS,
                    Thread.ofPlatform().name("signatures-", 1).daemon().factory());
            threads = service;
        }
        return service.submit(() -> parser.apply(block));
    }

    private static <T> T result(Future<T> task) throws IOException {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("signatures were not read to the end").initCause(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        if (threads != null) {
            threads.shutdownNow();
        }
    }
}

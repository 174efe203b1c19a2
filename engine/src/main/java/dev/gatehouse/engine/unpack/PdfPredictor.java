package dev.gatehouse.engine.unpack;

import java.io.IOException;
import java.io.InputStream;

/** Undoes the differences between bytes and their neighbours that were taken before compression. ISO 32000-1, 7.4.4.4. */
final class PdfPredictor implements DecodedStream.Decoder {

    private static final int TIFF = 2;
    private static final int FIRST_OF_PNG = 10;

    private final InputStream bytes;
    private final boolean png;
    private final int pixel;
    private byte[] row;
    private byte[] above;
    private int length;
    private int next;

    private PdfPredictor(InputStream bytes, boolean png, int pixel, int rowBytes) {
        this.bytes = bytes;
        this.png = png;
        this.pixel = pixel;
        this.row = new byte[rowBytes];
        this.above = new byte[rowBytes];
    }

    /** The bytes as these parameters want them; as they are where nothing is to be undone. */
    static InputStream of(InputStream bytes, PdfValue.Dictionary parameters, PdfObjects objects, PartSink sink)
            throws Fault {
        long predictor = number(parameters, "Predictor", 1, objects);
        long colors = number(parameters, "Colors", 1, objects);
        long bits = number(parameters, "BitsPerComponent", 8, objects);
        long columns = number(parameters, "Columns", 1, objects);
        boolean png = predictor >= FIRST_OF_PNG;
        if (!png && (predictor != TIFF || bits != 8)) {
            return bytes;
        }
        if (colors < 1 || colors > 1024 || bits < 1 || bits > 32 || columns < 1 || columns > Integer.MAX_VALUE) {
            throw Fault.malformed("a predictor for rows that cannot be");
        }
        long rowBytes = (colors * bits * columns + 7) / 8;
        DecoderMemory.require(2 * rowBytes, sink);
        int pixel = (int) Math.max(1, colors * bits / 8);
        return new DecodedStream(new PdfPredictor(bytes, png, pixel, (int) rowBytes));
    }

    private static long number(PdfValue.Dictionary parameters, String key, long otherwise, PdfObjects objects) {
        return objects.resolve(parameters.at(key)) instanceof PdfValue.Numeral number ? number.value() : otherwise;
    }

    @Override
    public int next() throws IOException {
        if (next == length && !row()) {
            return -1;
        }
        return row[next++] & 0xff;
    }

    private boolean row() throws IOException {
        int filter = png ? bytes.read() : 1;
        if (filter < 0) {
            return false;
        }
        byte[] last = row;
        row = above;
        above = last;
        next = 0;
        length = 0;
        for (; length < row.length; length++) {
            int value;
            try {
                value = bytes.read();
            } catch (StopUnpacking e) {
                throw e;
            } catch (IOException e) {
                if (length == 0) {
                    throw e;
                }
                return true; // thrown again at the next row
            }
            if (value < 0) {
                break;
            }
            row[length] = (byte) (value + prediction(filter));
        }
        return length > 0;
    }

    private int prediction(int filter) {
        int left = length < pixel ? 0 : row[length - pixel] & 0xff;
        int up = above[length] & 0xff;
        return switch (filter) {
            case 1 -> left;
            case 2 -> up;
            case 3 -> (left + up) / 2;
            case 4 -> paeth(left, up, length < pixel ? 0 : above[length - pixel] & 0xff);
            default -> 0;
        };
    }

    private static int paeth(int left, int up, int corner) {
        int guess = left + up - corner;
        int toLeft = Math.abs(guess - left);
        int toUp = Math.abs(guess - up);
        int toCorner = Math.abs(guess - corner);
        if (toLeft <= toUp && toLeft <= toCorner) {
            return left;
        }
        return toUp <= toCorner ? up : corner;
    }
}

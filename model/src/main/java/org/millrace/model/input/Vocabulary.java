package org.millrace.model.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.millrace.model.format.LearnerFormatException;

/** The distinct texts of a column in the order in which training met them, at most as many as get an input of their own. */
final class Vocabulary {

    private static final int MOST_BYTES = 1 << 24;

    private final int limit;
    private final List<String> texts = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    Vocabulary(int limit) {
        this.limit = limit;
    }

    List<String> texts() {
        return List.copyOf(texts);
    }

    int size() {
        return texts.size();
    }

    /** The place of a text, {@code limit} for one without an input of its own. */
    int find(String text) {
        return places.getOrDefault(text, limit);
    }

    /** {@link #find} that takes in a new text for as long as there is room. */
    int learn(String text) {
        Integer place = places.get(text);
        if (place != null) {
            return place;
        }
        if (texts.size() == limit) {
            return limit;
        }
        places.put(text, texts.size());
        texts.add(text);
        return texts.size() - 1;
    }

    /** Forgets the latest texts. */
    void shrink(int size) {
        while (texts.size() > size) {
            places.remove(texts.remove(texts.size() - 1));
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            byte[] bytes = text.getBytes(UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
    }

    void readFrom(DataInput in) throws IOException {
        int size = in.readInt();
        requireAtMost(limit, size);
        for (int i = 0; i < size; i++) {
            int length = in.readInt();
            requireAtMost(MOST_BYTES, length);
            byte[] bytes = new byte[length];
            in.readFully(bytes);
            learn(new String(bytes, UTF_8));
        }
        requireAtMost(texts.size(), size);
    }

    private static void requireAtMost(int most, int value) throws LearnerFormatException {
        if (value < 0 || value > most) {
            throw new LearnerFormatException("A vocabulary is damaged: " + value + " must be in [0, " + most + "]");
        }
    }
}

package org.millrace.jobs.data;

import java.util.Arrays;
import java.util.Random;
import org.millrace.operators.format.LabelledExample;

/** The examples of another part in random order. */
final class ShuffledPart implements Dataset.Part {

    private final Dataset.Part part;
    private final int[] order;

    private ShuffledPart(Dataset.Part part, int[] order) {
        this.part = part;
        this.order = order;
    }

    static ShuffledPart of(Dataset.Part part, long seed) {
        return new ShuffledPart(part, permutation(part.size(), seed));
    }

    private static int[] permutation(int size, long seed) {
        int[] order = new int[size];
        Arrays.setAll(order, index -> index);
        Random random = new Random(seed);
        for (int last = size - 1; last > 0; last--) {
            int chosen = random.nextInt(last + 1);
            int swapped = order[last];
            order[last] = order[chosen];
            order[chosen] = swapped;
        }
        return order;
    }

    @Override
    public int size() {
        return order.length;
    }

    @Override
    public LabelledExample get(int index) {
        return part.get(order[index]);
    }
}

package org.millrace.jobs.data;

import java.util.Objects;
import org.millrace.operators.format.LabelledExample;

/** Labelled images, a byte a pixel. They become floats one at a time, as a float takes four times the memory. */
final class Images implements Dataset.Part {

    /** The brightest pixel is 1. */
    static final float SCALE = 1f / 255;

    private final String idPrefix;
    private final IdxFile images;
    private final IdxFile labels;
    private final int pixels;

    private Images(String idPrefix, IdxFile images, IdxFile labels, int pixels) {
        this.idPrefix = idPrefix;
        this.images = images;
        this.labels = labels;
        this.pixels = pixels;
    }

    /**
     * @param images {@code [size, side, side]}
     * @param labels {@code [size]}
     * @throws org.millrace.jobs.config.ConfigException if the sizes differ, the images have another shape, or a label is
     *     out of range
     */
    static Images of(String idPrefix, IdxFile images, IdxFile labels, int side, int classes) {
        if (images.length(1) != side || images.length(2) != side) {
            throw images.damaged("its images have %d x %d pixels instead of %d x %d"
                    .formatted(images.length(1), images.length(2), side, side));
        }
        if (labels.greatestValue() >= classes) {
            throw labels.damaged("it has the label " + labels.greatestValue());
        }
        return of(idPrefix, images, labels);
    }

    /**
     * Images of any shape.
     *
     * @param images {@code [size, …]}
     * @param labels {@code [size]}
     * @throws org.millrace.jobs.config.ConfigException if the sizes differ
     */
    static Images of(String idPrefix, IdxFile images, IdxFile labels) {
        if (labels.length(0) != images.length(0)) {
            throw labels.damaged("it has %d labels for %d images".formatted(labels.length(0), images.length(0)));
        }
        return new Images(idPrefix, images, labels, images.size() / images.length(0));
    }

    /** How many pixels an image has. */
    int pixels() {
        return pixels;
    }

    @Override
    public int size() {
        return labels.length(0);
    }

    @Override
    public LabelledExample get(int index) {
        Objects.checkIndex(index, size());
        float[] features = new float[pixels];
        for (int pixel = 0; pixel < pixels; pixel++) {
            features[pixel] = images.value(index * pixels + pixel) * SCALE;
        }
        return LabelledExample.of(idPrefix + index, features, labels.value(index));
    }
}

package org.millrace.operators.record;

import static java.util.Objects.requireNonNull;

/** Takes the place of a record that became a dead letter, so that the ledger can count it in order. */
public record Rejected(Place place) implements ParsedElement {

    public Rejected {
        requireNonNull(place, "place");
    }

    @Override
    public String partitionKey() {
        return place.partitionKey();
    }
}

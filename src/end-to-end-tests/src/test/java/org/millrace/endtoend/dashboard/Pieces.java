package org.millrace.endtoend.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Pieces of queries by name, which queries, and other pieces, write as {@code <name>}. */
record Pieces(JsonNode byName) {

    private static final Pattern NAME = Pattern.compile("<(\\w+)>");

    /** @throws IllegalArgumentException if the query names a piece that there is not */
    String fill(String query) {
        return NAME.matcher(query).replaceAll(name -> Matcher.quoteReplacement(text(name)));
    }

    private String text(MatchResult name) {
        JsonNode text = byName.path(name.group(1));
        if (text.isMissingNode()) {
            throw new IllegalArgumentException("no piece of a query " + name.group());
        }
        return fill(text.asText());
    }
}

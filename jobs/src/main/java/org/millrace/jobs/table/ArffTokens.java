package org.millrace.jobs.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Words of a line of ARFF, which may stand in single or double quotes, with backslashes before what would end them. */
final class ArffTokens {

    private static final char ESCAPE = '\\';

    private final String text;
    private int at;

    ArffTokens(String text) {
        this.text = text;
    }

    /**
     * The parts between the commas of a text that are not in quotes, or none of an empty text; empty if a quote is not
     * closed.
     */
    static Optional<List<String>> split(String text) {
        List<String> parts = new ArrayList<>();
        char quote = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ESCAPE) {
                i++;
            } else if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (isQuote(c)) {
                quote = c;
            } else if (c == ',') {
                parts.add(text.substring(from, i));
                from = i + 1;
            }
        }
        if (quote != 0) {
            return Optional.empty();
        }
        if (!parts.isEmpty() || !text.isBlank()) {
            parts.add(text.substring(from));
        }
        return Optional.of(parts);
    }

    private static boolean isQuote(char c) {
        return c == '\'' || c == '"';
    }

    /** The next word, without its quotes; empty at the end. */
    Optional<String> next() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return Optional.empty();
        }
        char quote = isQuote(text.charAt(at)) ? text.charAt(at++) : 0;
        StringBuilder word = new StringBuilder();
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == ESCAPE && at + 1 < text.length()) {
                word.append(text.charAt(++at));
            } else if (quote == 0 ? Character.isWhitespace(c) : c == quote) {
                at++;
                break;
            } else {
                word.append(c);
            }
        }
        return Optional.of(word.toString());
    }

    /** What is left after the words so far. */
    String rest() {
        return text.substring(at);
    }
}

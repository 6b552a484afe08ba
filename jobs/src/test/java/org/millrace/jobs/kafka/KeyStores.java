package org.millrace.jobs.kafka;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Certificates as {@code keytool} makes them, each in a key store of its own, and the stores of those who trust them. */
public final class KeyStores {

    public static final String PASSWORD = "s3cr3t-of-the-store";

    private final Path directory;

    public KeyStores(Path directory) {
        this.directory = directory;
    }

    /** The key store of a new certificate for the machine at {@code address}. */
    public Path certified(String name, String address) throws IOException, InterruptedException {
        Path store = directory.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "SAN=ip:" + address,
                "-keystore",
                store.toString());
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                name,
                "-keystore",
                store.toString(),
                "-file",
                pem(name).toString());
        return store;
    }

    /** The certificate alone, as text. */
    Path pem(String name) {
        return directory.resolve(name + ".pem");
    }

    /** A store of who trusts that certificate. */
    Path trusting(String name) throws IOException, InterruptedException {
        Path store = directory.resolve("trusting-" + name + ".p12");
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                name,
                "-file",
                pem(name).toString(),
                "-keystore",
                store.toString());
        return store;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storepass", PASSWORD));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
    }
}

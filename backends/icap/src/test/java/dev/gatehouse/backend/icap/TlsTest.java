package dev.gatehouse.backend.icap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gatehouse.spi.Backend;
import dev.gatehouse.spi.BackendUnavailableException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** c-icap behind TLS. */
class TlsTest {

    private static final String RIGHT_NAME = "ip:127.0.0.1";
    private static final String WRONG_NAME = "dns:elsewhere.example";

    @TempDir
    static Path folder;

    private static CIcap server;
    private static TlsProxy right;
    private static TlsProxy wrong;

    @BeforeAll
    static void startServer() throws Exception {
        server = CIcap.start(folder);
        right = TlsProxy.start(folder, RIGHT_NAME, server.port());
        wrong = TlsProxy.start(folder, WRONG_NAME, server.port());
    }

    @AfterAll
    static void stopServer() throws IOException {
        right.close();
        wrong.close();
        server.close();
    }

    private static String url(TlsProxy proxy) {
        return "icaps://127.0.0.1:" + proxy.port() + "/avscan";
    }

    @Test
    void scansThroughAConnectionThatItTrusts() throws Exception {
        try (Backend backend = Backends.open(
                url(right),
                "profile",
                "c-icap",
                "trust",
                TlsProxy.pem(folder, RIGHT_NAME).toString())) {
            for (int i = 0; i < 5; i++) {
                assertThat(Backends.said(Backends.scan(backend, CIcap.eicar().bytes())))
                        .isEqualTo("Infected " + CIcap.EICAR_NAME);
                assertThat(Backends.said(Backends.scan(backend, new byte[500_000])))
                        .isEqualTo("Clean");
            }
        }
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() {
        assertThatThrownBy(() -> Backends.open(url(right)).close())
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining("certification path");
    }

    @Test
    void refusesACertificateForAnotherName() {
        String pem = TlsProxy.pem(folder, WRONG_NAME).toString();
        assertThatThrownBy(() -> Backends.open(url(wrong), "trust", pem).close())
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining("127.0.0.1");
    }

    @Test
    void saysWhatIsWrongWhenTheServerSpeaksNoTls() {
        assertThatThrownBy(() -> Backends.open("icaps://127.0.0.1:" + server.port() + "/avscan", "connect-seconds", "1")
                        .close())
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessageContaining("icaps://127.0.0.1");
    }
}

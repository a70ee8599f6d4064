package io.skua.acl.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Properties;
import org.junit.jupiter.api.Test;

class SessionCredentialsTest {
  @Test
  void properties_change_what_they_say() {
    SessionCredentials credentials = new SessionCredentials("user", "secret", "token");
    Properties properties = new Properties();
    properties.setProperty("SecretKey", " other ");
    credentials.updateContent(properties);
    assertThat(credentials).isEqualTo(new SessionCredentials("user", "other", "token"));
    properties.setProperty("AccessKey", "somebody");
    properties.setProperty("SecurityToken", "new");
    credentials.updateContent(properties);
    assertThat(credentials).isEqualTo(new SessionCredentials("somebody", "other", "new"));
  }

  @Test
  void secrets_stay_out_of_logs() {
    assertThat(new SessionCredentials("user", "secret", "token").toString())
        .contains("user")
        .doesNotContain("secret")
        .doesNotContain("token");
  }

  @Test
  void a_text_and_its_bytes_have_one_signature() {
    assertThat(AclSigner.calSignature("u1TopicA", "secret12"))
        .isEqualTo("iSTNqpawuFc7ebw9T2sXDyH1ZOs=");
    assertThatExceptionOfType(AclException.class)
        .isThrownBy(() -> AclSigner.calSignature("u1TopicA", null))
        .withMessageContaining(SessionCredentials.KEY_FILE);
  }
}

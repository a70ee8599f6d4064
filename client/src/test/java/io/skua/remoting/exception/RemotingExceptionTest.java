package io.skua.remoting.exception;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RemotingExceptionTest {
  private final Throwable cause = new IllegalStateException("cause");

  @Test
  void says_which_address_could_not_be_connected() {
    assertThat(new RemotingConnectException("a:1"))
        .hasMessage("connect to a:1 failed")
        .hasNoCause();
    assertThat(new RemotingConnectException("a:1", cause))
        .hasMessage("connect to a:1 failed")
        .hasCause(cause);
  }

  @Test
  void says_which_address_could_not_be_written_to() {
    assertThat(new RemotingSendRequestException("a:1"))
        .hasMessage("send request to <a:1> failed")
        .hasNoCause();
    assertThat(new RemotingSendRequestException("a:1", cause)).hasCause(cause);
  }

  @Test
  void says_which_address_did_not_answer_for_how_long() {
    assertThat(new RemotingTimeoutException("a:1", 30))
        .hasMessage("wait response on the channel <a:1> timeout, 30(ms)");
    assertThat(new RemotingTimeoutException("a:1", 30, cause)).hasCause(cause);
    assertThat(new RemotingTimeoutException("text")).hasMessage("text");
  }

  @Test
  void has_one_base_type_for_all() {
    assertThat(new RemotingTooMuchRequestException("call timeout"))
        .isInstanceOf(RemotingException.class)
        .hasMessage("call timeout");
    assertThat(new RemotingCommandException("text"))
        .isInstanceOf(RemotingException.class)
        .hasMessage("text");
    assertThat(new RemotingCommandException("text", cause)).hasMessage("text").hasCause(cause);
    assertThat(new RemotingException("text", cause)).hasMessage("text").hasCause(cause);
  }
}

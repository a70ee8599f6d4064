package io.skua.client.consumer;

import io.skua.client.ClientConfig;
import io.skua.client.internal.compression.BodyForm;
import io.skua.client.internal.consume.ConsumerSettings;
import io.skua.remoting.protocol.heartbeat.MessageModel;
import org.jspecify.annotations.Nullable;

/** What consumers of all kinds are set to: that of the moment, but for group and model. */
abstract class GroupSettings implements ConsumerSettings {
  private final ClientConfig consumer;
  private final String group;
  private final boolean broadcasting;

  GroupSettings(ClientConfig consumer, String group, MessageModel model) {
    this.consumer = consumer;
    this.group = group;
    this.broadcasting = model == MessageModel.BROADCASTING;
  }

  @Override
  public final String group() {
    return group;
  }

  @Override
  public final @Nullable String namespace() {
    return consumer.getNamespace();
  }

  @Override
  public final boolean broadcasting() {
    return broadcasting;
  }

  @Override
  public final boolean unitMode() {
    return consumer.isUnitMode();
  }

  @Override
  public final BodyForm bodies() {
    if (!consumer.isDecodeReadBody()) {
      return BodyForm.LEFT_OUT;
    }
    return consumer.isDecodeDecompressBody() ? BodyForm.RESTORED : BodyForm.AS_STORED;
  }
}

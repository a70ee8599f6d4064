package io.skua.client.trace;

import java.util.LinkedHashSet;
import java.util.Set;

/** A trace as it is sent. Not thread-safe. */
public class TraceTransferBean {
  private String transData = "";
  private Set<String> transKey = new LinkedHashSet<>();

  /** Creates a trace without text. */
  public TraceTransferBean() {}

  /** Returns the text. */
  public String getTransData() {
    return transData;
  }

  /** Sets the text. */
  public void setTransData(String transData) {
    this.transData = transData;
  }

  /** Returns the keys by which the trace can be found. */
  public Set<String> getTransKey() {
    return transKey;
  }

  /** Sets the keys by which the trace can be found. */
  public void setTransKey(Set<String> transKey) {
    this.transKey = transKey;
  }
}

package io.skua.acl.common;

/** How a signature is made. Brokers know {@link #HmacSHA1}; the others are for programs. */
public enum SigningAlgorithm {
  /** HMAC with SHA-1. */
  HmacSHA1,

  /** HMAC with SHA-256. */
  HmacSHA256,

  /** HMAC with MD5. */
  HmacMD5
}

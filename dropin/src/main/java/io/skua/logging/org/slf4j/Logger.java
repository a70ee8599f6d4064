package io.skua.logging.org.slf4j;

/**
 * A logger of SLF4J under another name. The official client brings a copy of SLF4J, and programs
 * import this type of it where they mean that of SLF4J. {@link LoggerFactory} makes them.
 */
public interface Logger extends org.slf4j.Logger {}

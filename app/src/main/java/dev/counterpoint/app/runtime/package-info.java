/** A folder with Java, the jars and a launcher, for machines that have no JDK. */
package dev.counterpoint.app.runtime;

/** Models as they are shipped: opened with every check, written whole or not at all. */
package dev.counterpoint.inference.bundle;

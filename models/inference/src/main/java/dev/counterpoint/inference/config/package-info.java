/** What the JSON files of a bundle say. */
package dev.counterpoint.inference.config;

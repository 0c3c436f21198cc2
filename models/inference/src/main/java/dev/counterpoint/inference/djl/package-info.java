/**
 * Bundles for people who work with DJL: translators, and a model zoo of the shipped models.
 *
 * <p>A folder is loaded with {@code Criteria.optModelPath} or {@code optModelUrls("file:...")} and
 * {@code optTranslatorFactory(new BundleTranslatorFactory())}; DJL Serving finds both engine and
 * translators in the bundle's {@code serving.properties}. DJL hands the ONNX file to ONNX Runtime
 * before the translator checks the bundle, so that a folder of unknown origin should be opened with
 * {@link dev.counterpoint.inference.bundle.Bundle#open} first. The zoo checks before it loads.
 *
 * <p>DJL unpacks a {@code .zip} once for each address and never again, even if the file is another
 * one by then: use folders, or {@link dev.counterpoint.inference.ImageModel#open}, which reads
 * archives itself. The zoo unpacks to a folder that is named by the hash of its content.
 */
package dev.counterpoint.inference.djl;

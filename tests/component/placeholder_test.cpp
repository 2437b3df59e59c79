int component_tests_placeholder();

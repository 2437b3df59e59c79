#include "cli/main_process.hpp"

int main(int argc, char** argv) { return nowthen::cli::run_main(argc, argv); }
